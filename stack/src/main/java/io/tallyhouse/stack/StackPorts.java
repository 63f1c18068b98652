package io.tallyhouse.stack;

import io.tallyhouse.contracts.route.Service;

/**
 * The ports of a stack on 127.0.0.1.
 *
 * @param services port of the first service; the others follow in the order of {@link Service}
 */
public record StackPorts(int gateway, int services, int kafka, int postgres) {
    static final int GATEWAY_DEFAULT = 8080;
    static final int KAFKA_FROM_GATEWAY = 11_012;
    private static final int POSTGRES_FROM_GATEWAY = 7_352;

    /** The gateway's port decides the rest: 8080 gives services 8081–8085, Kafka 19092 and 19093, PostgreSQL 15432. */
    static StackPorts beside(int gateway) {
        return new StackPorts(gateway, gateway + 1, gateway + KAFKA_FROM_GATEWAY, gateway + POSTGRES_FROM_GATEWAY);
    }

    /** Any free ports. */
    public static StackPorts free() {
        return new StackPorts(0, 0, 0, 0);
    }

    int of(Service service) {
        return services == 0 ? 0 : services + service.ordinal();
    }
}
