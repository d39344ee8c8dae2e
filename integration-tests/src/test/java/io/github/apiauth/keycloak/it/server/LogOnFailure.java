package io.github.apiauth.keycloak.it.server;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Shows the end of the server's log after a run in which a test failed, and never otherwise. */
public final class LogOnFailure implements TestExecutionListener {

    private static final int LINES = 200;

    private boolean failed;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        failed |= result.getStatus() == TestExecutionResult.Status.FAILED;
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (failed) {
            String[] lines = KeycloakServer.shared().log().split("\n", -1);
            System.err.println("A test failed. The last lines of the server's log:");
            for (int i = Math.max(0, lines.length - LINES); i < lines.length; i++) {
                System.err.println(lines[i]);
            }
        }
    }
}
