package io.quittance.sequences;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a class of services or installed items and their removal.
 *
 * @param needs of a dependency: of this class one has to stay
 * @param distributor for those of which it holds only; for all where there is none
 */
record Condition(
        String id,
        String subject,
        String ofClass,
        @Nullable String needs,
        @Nullable String distributor) {

    /** Something of a class and a distributor. */
    record Thing(
            String id, @Nullable String ofClass, @Nullable String distributor) {}

    /** The definition of a subscription: what of its services may go. */
    record Definition(String id, boolean removable, int least, List<String> mandatory) {}

    boolean isOf(String asked) {
        return subject.equals(asked);
    }

    private boolean holdsFor(Thing thing) {
        return ofClass.equals(thing.ofClass()) && (distributor == null || distributor.equals(thing.distributor()));
    }

    /** Those that it keeps: of a restriction what would go, of a dependency what would stay without what it needs. */
    List<Thing> kept(Collection<Thing> going, Collection<Thing> staying) {
        if (needs == null) {
            return going.stream().filter(this::holdsFor).toList();
        }
        boolean goes = going.stream().anyMatch(each -> Objects.equals(each.ofClass(), needs));
        boolean stays = staying.stream().anyMatch(each -> Objects.equals(each.ofClass(), needs));
        return goes && !stays ? staying.stream().filter(this::holdsFor).toList() : List.of();
    }
}
