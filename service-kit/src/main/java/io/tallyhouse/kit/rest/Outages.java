package io.tallyhouse.kit.rest;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells a part that is away, and will come back, from a mistake of ours. */
final class Outages {
    static final String RETRY_AFTER_SECONDS = "2";
    private static final int CAUSES_MAX = 10;

    /** SQLSTATE classes: connection exception, insufficient resources, operator intervention (shutdown, starting up). */
    private static final Set<String> AWAY = Set.of("08", "53", "57");

    private Outages() {}

    static boolean isOne(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (isAway(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isAway(Throwable cause) {
        if (cause instanceof PgException refused) {
            String state = refused.getSqlState();
            return state != null && AWAY.contains(state.substring(0, Math.min(2, state.length())));
        }
        // the client's own word for a connection that broke under a request is package-private
        return cause instanceof ConnectException
                || cause instanceof ClosedChannelException
                || cause instanceof TimeoutException
                || cause.getClass().getSimpleName().equals("ClosedConnectionException");
    }
}
