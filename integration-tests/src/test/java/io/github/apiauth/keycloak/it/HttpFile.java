package io.github.apiauth.keycloak.it;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of requests as editors send them. Of the format it knows what VS Code's REST Client and IntelliJ's HTTP Client have in
 * common, and the reference of the former to an answer.
 */
final class HttpFile {

    private static final Pattern NAME = Pattern.compile("(?m)^# @name (\\w+)$");
    private static final Pattern FILE_VARIABLE = Pattern.compile("(?m)^@(\\w+) = (.+)$");
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{(.+?)}}");
    private static final String OF_ANSWER = ".response.body.$.";

    private final List<String> requests;
    private final Map<String, String> variables;
    private final Map<String, Answer> named = new HashMap<>();

    HttpFile(Path file, Map<String, String> variables) throws IOException {
        requests = List.of(Files.readString(file).split("(?m)^### ", -1));
        this.variables = new HashMap<>(variables);
    }

    /** The answers to all requests, one after the other, by what the requests are called. */
    Map<String, Answer> send() {
        Map<String, Answer> answers = new LinkedHashMap<>();
        // What comes before the first is about the file.
        for (String request : requests.subList(1, requests.size())) {
            FILE_VARIABLE.matcher(request).results().forEach(found -> variables.put(found.group(1), found.group(2)));
            Answer answer = sent(request.lines()
                    .skip(1)
                    .filter(line -> !line.startsWith("#") && !line.startsWith("@"))
                    .collect(Collectors.joining("\n"))
                    .strip());
            NAME.matcher(request).results().forEach(found -> named.put(found.group(1), answer));
            answers.put(request.lines().findFirst().orElseThrow(), answer);
        }
        return answers;
    }

    private Answer sent(String request) {
        String[] parts = resolved(request).split("\n\n", 2);
        List<String> head = parts[0].lines().toList();
        String[] line = head.get(0).split(" ", 2);
        Request to = Request.to(URI.create(line[1]));
        String contentType = "";
        for (String header : head.subList(1, head.size())) {
            String[] pair = header.split(": ", 2);
            if (pair[0].equals("Content-Type")) {
                contentType = pair[1];
            } else {
                to.header(pair[0], pair[1]);
            }
        }
        return parts.length == 1 ? to.method(line[0]) : to.method(line[0], contentType, parts[1]);
    }

    private String resolved(String text) {
        return REFERENCE.matcher(text).replaceAll(reference -> Matcher.quoteReplacement(value(reference.group(1))));
    }

    private String value(String reference) {
        if (!reference.contains(OF_ANSWER)) {
            return resolved(Objects.requireNonNull(variables.get(reference), reference));
        }
        String[] parts = reference.split(Pattern.quote(OF_ANSWER), 2);
        Answer answer = Objects.requireNonNull(named.get(parts[0]), reference);
        return answer.json().at("/" + parts[1].replace('.', '/')).asText();
    }
}
