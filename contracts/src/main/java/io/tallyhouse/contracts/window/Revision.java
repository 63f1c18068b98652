package io.tallyhouse.contracts.window;

import java.util.Comparator;

/**
 * Orders the published states of one window.
 *
 * @param generation of the meter's topics; a rebuild from the archive raises it
 * @param counter counts the window's publications, from 1
 */
public record Revision(int generation, long counter) implements Comparable<Revision> {
    private static final Comparator<Revision> ORDER =
            Comparator.comparingInt(Revision::generation).thenComparingLong(Revision::counter);

    public Revision next() {
        return new Revision(generation, counter + 1);
    }

    @Override
    public int compareTo(Revision other) {
        return ORDER.compare(this, other);
    }
}
