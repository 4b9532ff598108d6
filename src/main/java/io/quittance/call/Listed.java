package io.quittance.call;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entries of a setting that is a list.
 *
 * <p>Whoever writes one over several lines has spaces beside its commas, and these are read as a part of the entries. An
 * entry of nothing else is none: as a path it would be every path's beginning.
 */
public final class Listed {

    private Listed() {}

    public static Set<String> entries(Collection<String> read) {
        return read.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
