package io.tallyhouse.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the sources and the built modules lie: the same folder, unless {@code -Dscenarios.home} names another clone. */
public final class House {
    private static final Path SHARED = Path.of("../shared");

    private House() {}

    /** Of the clone whose scenarios run. */
    public static Path sources() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    /** Of the clone whose packaged services are started. */
    public static Path built() {
        return Path.of(System.getProperty("tallyhouse.home", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** Data that lies beside a clone, and is no part of it; where it should be if it is not there. */
    static Path beside(String file) {
        List<Path> places = Stream.of(built(), sources())
                .map(home -> home.resolve(SHARED).resolve(file).normalize())
                .toList();
        return places.stream().filter(Files::exists).findFirst().orElse(places.get(0));
    }
}
