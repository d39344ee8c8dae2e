package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The answer to a token request that succeeded. */
final class IssuedAnswer implements AnswerKind<IssuedToken> {

    private static final String TOKEN_TYPES = "tokenTypes";

    @Override
    public List<String> members() {
        return List.of("status", "headers", "message", "body", TOKEN_TYPES, "rules");
    }

    @Override
    public List<String> replaceable() {
        return List.of("status", "headers", "message", "body");
    }

    @Override
    public Predicate<IssuedToken> when(Place when) {
        return Condition.grants(when.only(List.of(Condition.GRANTS)).member(Condition.GRANTS), IssuedToken::grantType);
    }

    @Override
    public Placeholders<IssuedToken> placeholders(Draft draft) {
        Map<String, String> spellings = spellings(draft);
        return Placeholders.<IssuedToken>none()
                .with("access_token", Placeholder.text(IssuedToken::accessToken))
                .with(
                        "token_type",
                        Placeholder.text(token -> spellings.getOrDefault(token.tokenType(), token.tokenType())))
                .with("expires_in", Placeholder.number(IssuedToken::expiresIn))
                .with("refresh_token", Placeholder.text(IssuedToken::refreshToken))
                .with("scope", Placeholder.text(IssuedToken::scope))
                .with("scopes", Placeholder.structure((token, out) -> {
                    out.writeStartArray();
                    String scope = token.scope();
                    for (int start = 0, end; start < scope.length(); start = end + 1) {
                        int blank = scope.indexOf(' ', start);
                        end = blank < 0 ? scope.length() : blank;
                        if (end > start) {
                            out.writeString(scope.substring(start, end));
                        }
                    }
                    out.writeEndArray();
                }))
                .with("id_token", Placeholder.text(IssuedToken::idToken))
                .with("grant_type", Placeholder.text(IssuedToken::grantType))
                .with("more", Placeholder.members(IssuedToken::more));
    }

    /** RFC 6749 §5.1: token types are the same in lower case and in upper case. */
    private static Map<String, String> spellings(Draft draft) {
        Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        draft.part(TOKEN_TYPES).map(Place::someMembers).orElse(Map.of()).forEach((type, spelling) -> {
            if (spellings.put(type, spelling.text()) != null) {
                throw spelling.wrong("this token type is here already, in other letters: take one of them away");
            }
        });
        return spellings;
    }
}
