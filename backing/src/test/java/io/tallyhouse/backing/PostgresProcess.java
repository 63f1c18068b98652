package io.tallyhouse.backing;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Owns a PostgreSQL in a process of its own, for tests that kill it; prints the server's pid and runs until then. */
final class PostgresProcess {
    private PostgresProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(LocalPostgres.start(LocalPostgres.Settings.in(Path.of(arguments[0])))
                .process()
                .orElseThrow()
                .pid());
        new CountDownLatch(1).await();
    }
}
