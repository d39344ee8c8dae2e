package io.github.apiauth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of docs/how-to/size-a-server.md follows from docs/performance.md by the rules that it names. */
@Tag("once")
class SizingDocTest {

    private static final double PEAK_PER_HOUR = 5 / 3600.0;
    private static final double SPARE = 2;

    /** {@code | Refresh | 1 | 10 sessions | 10 | 963 | 171 | … | 260 |}, of one node; a cell that repeats the one above is empty. */
    private static final Pattern MEASURED = Pattern.compile(
            "^\\| (?<request>[^|]*)\\| 1 \\|[^|]+\\|[^|]+\\| (?<keycloak>\\d+) \\|[^|]+\\|[^|]+\\| (?<postgresql>\\d+) \\|$",
            Pattern.MULTILINE);

    private static final Pattern COST = Pattern.compile(
            "^\\| (?<request>(?:token|login).*) \\| ([\\d.]+) ms \\| ([\\d.]+) ms \\|$", Pattern.MULTILINE);

    private static final Pattern ROW = Pattern.compile(
            "^\\|[^|]+\\| ([\\d,]+) \\| ([\\d,]+) \\| (\\d+) × (\\d+) \\| (\\d+) \\| (\\d+) \\|$", Pattern.MULTILINE);

    private final String page;
    private final MatchResult token;
    private final MatchResult login;

    SizingDocTest() throws IOException {
        page = Files.readString(Path.of("../docs/how-to/size-a-server.md"));
        List<MatchResult> costs = COST.matcher(page).results().toList();
        assertThat(costs).hasSize(2);
        token = costs.get(0);
        login = costs.get(1);
    }

    @Test
    void costsAreTheDearestThatWereMeasured() throws IOException {
        String performance = Files.readString(Path.of("../docs/performance.md"));
        String scale = performance.substring(performance.indexOf("## Scale"), performance.indexOf("## Beside"));
        List<MatchResult> measured = MEASURED.matcher(scale).results().toList();
        int firstLogin = indexOf("E-mail and password", measured);
        int firstRefresh = indexOf("Refresh", measured);
        List<MatchResult> logins = measured.subList(firstLogin, firstRefresh);
        List<MatchResult> tokens =
                measured.stream().filter(row -> !logins.contains(row)).toList();
        for (int column = 2; column <= 3; column++) {
            assertIsMaximum(number(token, column), tokens, column);
            assertIsMaximum(number(login, column), logins, column);
        }
    }

    @Test
    void rowsAreWhatTheCostsComeTo() {
        List<MatchResult> rows = ROW.matcher(page).results().toList();
        assertThat(rows).hasSize(4).allSatisfy(row -> {
            double tokens = number(row, 1) * PEAK_PER_HOUR;
            double logins = number(row, 2) * PEAK_PER_HOUR;
            double cores = SPARE * (tokens * number(token, 2) + logins * number(login, 2)) / 1000;
            assertThat((number(row, 3) - 1) * number(row, 4)).isBetween(cores, Math.max(2, cores * 2));
            double database = SPARE * (tokens * number(token, 3) + logins * number(login, 3)) / 1000;
            assertThat(number(row, 5)).isEqualTo(Math.ceil(database));
            assertThat(number(row, 6)).isEqualTo(Math.ceil(tokens * 0.02 + logins * 0.06));
        });
    }

    /** Rounded up, to two digits. */
    private static void assertIsMaximum(double milliseconds, List<MatchResult> measured, int column) {
        double maximum =
                measured.stream().mapToDouble(row -> number(row, column)).max().orElseThrow() / 1000;
        assertThat(milliseconds).isBetween(maximum, maximum * 1.1);
    }

    private static int indexOf(String request, List<MatchResult> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).group(1).trim().equals(request)) {
                return i;
            }
        }
        throw new AssertionError("There is no row " + request);
    }

    private static double number(MatchResult row, int column) {
        return Double.parseDouble(row.group(column).replace(",", ""));
    }
}
