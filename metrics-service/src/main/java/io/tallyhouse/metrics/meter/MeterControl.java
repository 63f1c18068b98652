package io.tallyhouse.metrics.meter;

/** Holds this instance's meter and lets it go on; nothing is lost while it is held. */
public interface MeterControl {
    void pause();

    void resume();
}
