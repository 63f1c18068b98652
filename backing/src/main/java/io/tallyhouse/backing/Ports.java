package io.tallyhouse.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1. A port found free may be gone a moment later; callers that chose it themselves try again. */
final class Ports {
    static final String HOST = "127.0.0.1";

    private Ports() {}

    /** @param wanted a port, or 0 for any free one */
    static int claim(int wanted, String owner) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BackingException(
                    "%s cannot use port %d of %s: %s. Stop the process that holds the port, or choose another port."
                            .formatted(owner, wanted, HOST, e.getMessage()),
                    e);
        }
    }

    /** A free port that is not {@code other}. */
    static int claimBeside(int other, int wanted, String owner) {
        if (wanted == 0) {
            try (ServerSocket held = new ServerSocket()) {
                held.bind(new InetSocketAddress(InetAddress.getByName(HOST), other));
                return claim(0, owner);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return claim(wanted, owner);
    }
}
