package io.github.apiauth.keycloak.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a report goes: to the console and into the target directory. */
final class ReportFile {

    private ReportFile() {}

    /**
     * Writes it.
     *
     * @throws IllegalStateException if requests failed
     */
    static void write(Settings settings, String name, String text, List<? extends Meter> meters) {
        System.out.println(text);
        try {
            Path file = settings.target().resolve(name);
            Files.writeString(file, text);
            System.out.println("Written to " + file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        long failures = meters.stream().mapToLong(each -> each.failures.sum()).sum();
        if (failures > 0) {
            throw new IllegalStateException(failures + " requests failed: the figures say nothing");
        }
    }
}
