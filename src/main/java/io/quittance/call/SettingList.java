package io.quittance.call;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entries of a setting that is a list.
 *
 * <p>A list that is written over several lines has spaces next to its commas, which a converter would read as part of
 * the entries. Blank entries are dropped: as a path, a blank entry would match everything.
 */
public final class SettingList {

    private SettingList() {}

    public static Set<String> entries(Collection<String> read) {
        return read.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
