package io.tallyhouse.contracts.topic;

import io.tallyhouse.contracts.topic.Topics.TopicPlan;
import java.util.List;

/**
 * A generation of the log: {@code usage-events}, what the meter makes of it, and their number of partitions belong
 * together. Another number of partitions, or a log that was lost, is a new generation, filled from the archive.
 *
 * @param number from 1; the first has the plain names
 */
public record LogGeneration(int number) implements Comparable<LogGeneration> {
    public static final LogGeneration FIRST = new LogGeneration(1);

    public LogGeneration {
        if (number < 1) {
            throw new IllegalArgumentException("generation " + number + " must be at least 1");
        }
    }

    public LogGeneration next() {
        return new LogGeneration(number + 1);
    }

    public String usageEvents() {
        return named(Topics.USAGE_EVENTS.name());
    }

    public String metricWindows() {
        return named(Topics.METRIC_WINDOWS);
    }

    /** The meter's application id; its changelogs and its consumer group begin with it. */
    public String meterApplication() {
        return "tallyhouse-meter-" + number;
    }

    /** Topics whose partition count is that of {@code usage-events}, fixed when they are made. */
    public List<TopicPlan> topics() {
        return List.of(
                new TopicPlan(usageEvents(), Topics.USAGE_EVENTS.config()),
                new TopicPlan(metricWindows(), Topics.METRIC_WINDOWS_CONFIG));
    }

    private String named(String topic) {
        return number == 1 ? topic : topic + ".g" + number;
    }

    @Override
    public int compareTo(LogGeneration other) {
        return Integer.compare(number, other.number);
    }
}
