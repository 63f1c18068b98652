package io.tallyhouse.stack;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts a service again that has died, later each time, so that one that cannot live does not burn the machine. */
final class Watch {
    private static final int PAUSE_SECONDS_MAX = 60;

    private final Collection<ServiceProcess> services;
    private final Runnable afterRestart;
    private final Map<String, Integer> deaths = new HashMap<>();
    private final Map<String, Long> notBefore = new HashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "service-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** @param afterRestart runs each time a service was started again */
    Watch(Collection<ServiceProcess> services, Runnable afterRestart) {
        this.services = services;
        this.afterRestart = afterRestart;
    }

    void start() {
        var unused = executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        for (ServiceProcess service : List.copyOf(services)) {
            if (service.isAlive()) {
                continue;
            }
            Long earliest = notBefore.get(service.name());
            if (earliest == null) {
                int count = deaths.merge(service.name(), 1, Integer::sum);
                long pause = Math.min(PAUSE_SECONDS_MAX, 1L << Math.min(count - 1, 6));
                notBefore.put(service.name(), now + TimeUnit.SECONDS.toNanos(pause));
            } else if (now - earliest >= 0) {
                notBefore.remove(service.name());
                service.start();
                afterRestart.run();
            }
        }
    }

    void stop() {
        executor.shutdownNow();
    }
}
