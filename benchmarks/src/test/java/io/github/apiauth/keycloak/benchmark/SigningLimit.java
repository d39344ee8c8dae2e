package io.github.apiauth.keycloak.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many RSA signatures with a key of 2048 bits OpenSSL makes in a second of one core: what no signature by it can pass. */
final class SigningLimit {

    /** {@code +F2:…:bits:signatures:verifications}, by apps/speed.c of OpenSSL 3.0. */
    private static final Pattern RESULT = Pattern.compile("^\\+F2:\\d+:2048:([0-9.]+):", Pattern.MULTILINE);

    private final List<Double> perSecond = new ArrayList<>();

    /** Measures once more, for three seconds; says so and counts nothing where there is no OpenSSL. */
    void measure() {
        try {
            Process process = new ProcessBuilder("openssl", "speed", "-mr", "-seconds", "3", "rsa2048")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher result = RESULT.matcher(output);
            if (!result.find()) {
                throw new IOException("openssl speed prints something else: " + output);
            }
            perSecond.add(Double.parseDouble(result.group(1)));
        } catch (IOException failure) {
            System.out.println("The signing limit is not measured: " + failure.getMessage());
        }
    }

    double[] perSecond() {
        return perSecond.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
