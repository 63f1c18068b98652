package io.tallyhouse.scenarios;

import io.tallyhouse.contracts.route.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A full disk under the archive. Where this process may mount: a file system of some megabytes, to which today's part of
 * the archive moves, and which is then filled to the last byte. Elsewhere PostgreSQL itself gives the error of a full disk
 * (SQLSTATE 53100) for each row of the archive, which tries the same path but for PostgreSQL's own.
 */
final class FullDisk implements AutoCloseable {
    private static final Service OWNER = Service.INGEST;
    private static final String TODAY =
            "SELECT tableoid::regclass::text FROM usage_records" + " ORDER BY kafka_offset DESC LIMIT 1";

    private static final long ROOM_BYTES = 32 << 20;

    private final Optional<Path> mounted;
    private final String table;

    private FullDisk(Optional<Path> mounted, String table) {
        this.mounted = mounted;
        this.table = table;
    }

    static FullDisk underTheArchive() throws SQLException, IOException, InterruptedException {
        String table = Tables.one(OWNER, TODAY);
        long now = Long.parseLong(Tables.one(OWNER, "SELECT pg_total_relation_size('" + table + "')"));
        Optional<Path> mounted = mount(now + ROOM_BYTES);
        FullDisk disk = new FullDisk(mounted, table);
        if (mounted.isPresent()) {
            disk.fill(mounted.get());
        } else {
            Tables.execute(
                    OWNER,
                    """
                    CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$""",
                    "CREATE TRIGGER no_space BEFORE INSERT ON usage_records FOR EACH ROW EXECUTE FUNCTION no_space()");
        }
        return disk;
    }

    private static Optional<Path> mount(long size) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("small-disk");
        if (run("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=0777", "tmpfs", folder.toString())) {
            return Optional.of(folder);
        }
        Files.delete(folder);
        return Optional.empty();
    }

    private void fill(Path folder) throws SQLException, IOException {
        Path tables = Files.createDirectory(folder.resolve("tables"));
        Files.setPosixFilePermissions(tables, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        Tables.execute(OWNER, "CREATE TABLESPACE small LOCATION '" + tables + "'", moveTo("small"));
        byte[] block = new byte[64 << 10];
        try (var ballast = Files.newOutputStream(folder.resolve("ballast"))) {
            while (true) {
                ballast.write(block);
            }
        } catch (IOException full) {
            // as meant
        }
    }

    private String moveTo(String tablespace) {
        return """
                DO $$ DECLARE moved regclass; BEGIN
                  FOR moved IN SELECT indexrelid::regclass FROM pg_index WHERE indrelid = '%1$s'::regclass LOOP
                    EXECUTE format('ALTER INDEX %%s SET TABLESPACE %2$s', moved);
                  END LOOP;
                  ALTER TABLE %1$s SET TABLESPACE %2$s;
                END $$""".formatted(table, tablespace);
    }

    /** There is room again. */
    void free() throws SQLException, IOException {
        if (mounted.isPresent()) {
            Files.deleteIfExists(mounted.get().resolve("ballast"));
        } else {
            Tables.execute(
                    OWNER, "DROP TRIGGER IF EXISTS no_space ON usage_records", "DROP FUNCTION IF EXISTS no_space()");
        }
    }

    @Override
    public void close() throws SQLException, IOException, InterruptedException {
        free();
        if (mounted.isPresent()) {
            Tables.execute(OWNER, moveTo("pg_default"), "CHECKPOINT");
            Tables.execute(OWNER, "DROP TABLESPACE small");
            // lazily: a backend may hold a file of it that is deleted already
            run("umount", "-l", mounted.get().toString());
            Files.delete(mounted.get());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
