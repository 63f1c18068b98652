package io.tallyhouse.stack;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command needs to know of the stack it works on. */
final class StackOptions {
    private static final int PORT_MAX = 65_535 - StackPorts.KAFKA_FROM_GATEWAY - 1;

    @Option(
            names = "--port",
            description =
                    "port of the gateway (default: TALLYHOUSE_PORT or ${DEFAULT-VALUE}); the others follow from it",
            defaultValue = "${env:TALLYHOUSE_PORT:-" + StackPorts.GATEWAY_DEFAULT + "}")
    private int port;

    @Option(
            names = "--state",
            description = "folder for data, logs and keys (default: .tallyhouse in the project)",
            defaultValue = "${env:TALLYHOUSE_STATE:-}")
    private String state = "";

    Path home() {
        return Path.of(System.getProperty("tallyhouse.home", "."))
                .toAbsolutePath()
                .normalize();
    }

    StateFolder stateFolder() {
        return new StateFolder(
                state.isBlank() ? home().resolve(".tallyhouse") : Path.of(state).toAbsolutePath());
    }

    StackPorts ports() {
        if (port < 1 || port > PORT_MAX) {
            throw new StackException("port " + port + " must be from 1 to " + PORT_MAX
                    + ": the other ports follow from it, up to " + StackPorts.KAFKA_FROM_GATEWAY + " above");
        }
        return StackPorts.beside(port);
    }

    StackSettings settings() {
        return StackSettings.standard(home(), stateFolder().root(), ports());
    }
}
