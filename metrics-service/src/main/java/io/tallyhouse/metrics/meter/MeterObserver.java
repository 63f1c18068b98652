package io.tallyhouse.metrics.meter;

/** Is told what the meter does, to count and show it. Records are told again when they are processed again. */
public interface MeterObserver {
    MeterObserver NONE = new MeterObserver() {};

    default void applied(Effect effect) {}

    /** A record that cannot be read was passed over. */
    default void unreadable(int partition, long offset, String reason) {}

    /**
     * All below this input offset is on its way out with the next commit.
     *
     * @param position next input offset
     */
    default void published(int partition, long position) {}
}
