package io.github.apiauth.keycloak.benchmark;

/** One lane under one workload for some seconds. */
final class Measurement extends Meter {

    final Workload workload;
    final Lane lane;
    final int round;

    Measurement(Workload workload, Lane lane, int round, ServerProbe probe) {
        super(probe::read);
        this.workload = workload;
        this.lane = lane;
        this.round = round;
    }
}
