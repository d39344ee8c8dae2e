package io.github.apiauth.keycloak.benchmark;

import java.time.Duration;

/** A workload at a point for some seconds. */
final class ScaleMeasurement extends Meter {

    final ScaleWorkload workload;
    final Point point;

    private final Nodes nodes;
    private Duration databaseBefore = Duration.ZERO;
    private Duration databaseAfter = Duration.ZERO;

    ScaleMeasurement(ScaleWorkload workload, Point point, Nodes nodes) {
        super(nodes::usage);
        this.workload = workload;
        this.point = point;
        this.nodes = nodes;
    }

    @Override
    void begin() {
        databaseBefore = nodes.databaseCpu();
        super.begin();
    }

    @Override
    void end() {
        super.end();
        databaseAfter = nodes.databaseCpu();
    }

    /** PostgreSQL's processor time in microseconds for each request. */
    double databaseCpu() {
        return databaseAfter.minus(databaseBefore).toNanos() / 1e3 / latencies().getTotalCount();
    }

    /**
     * What is compared.
     *
     * @param nodes that share the requests
     * @param stored what there is in the database
     * @param asked what the requests are spread over
     */
    record Point(int nodes, Rows stored, Rows asked) {

        String name(ScaleWorkload workload) {
            return String.format(
                    "%s, %d of %d %s, nodes: %d",
                    workload.title, workload.count(asked), workload.count(stored), workload.rows, nodes);
        }
    }
}
