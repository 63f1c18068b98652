package io.tallyhouse.benchmarks.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is sent, in the order it is sent: every identity once, some again unchanged, some corrected, some voided; each up to
 * an hour later than it happened, so that all orders occur.
 */
final class ProofLoad {
    private static final int REPEATED_OF_1000 = 10;
    private static final int CORRECTED_OF_1000 = 5;
    private static final int VOIDED_OF_1000 = 2;
    private static final int LATE_SECONDS_MAX = 3_600;
    private static final int IDENTITY_BITS = 26;

    private final long seed;
    private final int customers;
    private final long[] sends;

    ProofLoad(long seed, int identities, int customers) {
        if (identities >= 1 << IDENTITY_BITS) {
            throw new IllegalArgumentException("at most " + ((1 << IDENTITY_BITS) - 1) + " events");
        }
        this.seed = seed;
        this.customers = customers;
        this.sends = sends(identities);
    }

    /** What is done with a version. */
    enum Kind {
        SEND,
        CORRECT,
        VOID
    }

    /** One step of the load. */
    record Send(Kind kind, Happening happening) {}

    private long[] sends(int identities) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] found = new long[identities + identities / 20];
        int count = 0;
        for (int identity = 0; identity < identities; identity++) {
            long second = Happening.of(seed, identity, 0, customers).second();
            found[count++] = send(random, second, Kind.SEND, identity);
            int luck = random.nextInt(1_000);
            if (luck < REPEATED_OF_1000) {
                found[count++] = send(random, second, Kind.SEND, identity);
            } else if (luck < REPEATED_OF_1000 + CORRECTED_OF_1000) {
                found[count++] = send(random, second, Kind.CORRECT, identity);
            } else if (luck < REPEATED_OF_1000 + CORRECTED_OF_1000 + VOIDED_OF_1000) {
                found[count++] = send(random, second, Kind.VOID, identity);
            }
        }
        long[] ordered = Arrays.copyOf(found, count);
        Arrays.sort(ordered);
        return ordered;
    }

    /** Sorted by when it is sent. */
    private static long send(SplittableRandom random, long second, Kind kind, int identity) {
        long sentAt = second + random.nextInt(LATE_SECONDS_MAX);
        return (sentAt << 2 | kind.ordinal()) << IDENTITY_BITS | identity;
    }

    int size() {
        return sends.length;
    }

    Send get(int index) {
        int identity = (int) (sends[index] & (1 << IDENTITY_BITS) - 1);
        Kind kind = Kind.values()[(int) (sends[index] >>> IDENTITY_BITS & 3)];
        return new Send(kind, Happening.of(seed, identity, kind == Kind.CORRECT ? 1 : 0, customers));
    }

    int customers() {
        return customers;
    }

    /** What counts in the end: of each identity that is not void the version sent last. */
    List<Happening> counted(int identities) {
        byte[] last = new byte[identities];
        boolean[] isVoid = new boolean[identities];
        for (long sent : sends) {
            int identity = (int) (sent & (1 << IDENTITY_BITS) - 1);
            switch (Kind.values()[(int) (sent >>> IDENTITY_BITS & 3)]) {
                case SEND -> last[identity] = 1;
                case CORRECT -> last[identity] = 2;
                case VOID -> isVoid[identity] = true;
            }
        }
        List<Happening> counted = new ArrayList<>(identities);
        for (int identity = 0; identity < identities; identity++) {
            if (!isVoid[identity]) {
                counted.add(Happening.of(seed, identity, last[identity] - 1, customers));
            }
        }
        return counted;
    }
}
