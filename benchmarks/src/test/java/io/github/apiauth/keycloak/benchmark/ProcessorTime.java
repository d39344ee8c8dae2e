package io.github.apiauth.keycloak.benchmark;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processor time of a process and all below it, as the operating system counts it.
 *
 * @param byProcess since each began, by its id
 */
record ProcessorTime(Map<Long, Duration> byProcess) {

    static ProcessorTime of(ProcessHandle root) {
        return new ProcessorTime(Stream.concat(Stream.of(root), root.descendants())
                .collect(Collectors.toMap(
                        ProcessHandle::pid,
                        process -> process.info().totalCpuDuration().orElse(Duration.ZERO))));
    }

    /** What was used after an earlier reading, in nanoseconds, without processes that have ended since. */
    long since(ProcessorTime earlier) {
        return byProcess.entrySet().stream()
                .map(process ->
                        process.getValue().minus(earlier.byProcess.getOrDefault(process.getKey(), Duration.ZERO)))
                .mapToLong(Duration::toNanos)
                .sum();
    }
}
