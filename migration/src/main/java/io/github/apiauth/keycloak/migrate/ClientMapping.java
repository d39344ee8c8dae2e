package io.github.apiauth.keycloak.migrate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rows of a database or a file become clients, as bshaffer/oauth2-server-php 1.11 would have understood them. */
final class ClientMapping {

    /** What the SQL or the file may give. */
    static final Set<String> FIELDS = Set.of(
            "id",
            "secret",
            "name",
            "enabled",
            "public",
            "redirect_uris",
            "grants",
            "scopes",
            "reusable_refresh_tokens",
            "refresh_tokens_with_client_credentials",
            "introspection");

    /** Of Keycloak's columns CLIENT_ID, SECRET, NAME and REDIRECT_URIS.VALUE. */
    private static final int LONGEST = 255;

    private static final Set<String> SCHEMES_REFUSED = Set.of("data", "javascript");

    /** What {@code password_hash()} and its like make. */
    private static final Pattern HASH = Pattern.compile("\\$(?:2[abxy]|argon2\\w*|[156PH])\\$.+");

    private final Profile.Clients profile;
    private final Optional<List<String>> allScopes;
    private final RealmFacts realm;
    private final Report report;

    /**
     * For clients of this profile.
     *
     * @param allScopes those of a client that names none; the realm's default if there is nothing
     * @param report is told what changes
     */
    ClientMapping(Profile.Clients profile, Optional<List<String>> allScopes, RealmFacts realm, Report report) {
        this.profile = profile;
        this.allScopes = allScopes;
        this.realm = realm;
        this.report = report;
    }

    /** How the report names a row that may be no client. */
    static String label(Row row) {
        try {
            return Report.shown(row.required("id")) + row.place();
        } catch (NotMovableException unreadable) {
            return "in line " + row.number();
        }
    }

    /**
     * The client of a row.
     *
     * @throws NotMovableException if Keycloak cannot have it as it is
     */
    OldClient client(Row row) throws NotMovableException {
        String id = atMostLongest("id", row.required("id"));
        Optional<String> secret = row.text("secret");
        boolean isPublic = row.flag("public", secret.isEmpty() && !profile.generateSecrets());
        if (!isPublic) {
            requireSecret(secret, profile.generateSecrets());
        } else if (secret.isPresent()) {
            report.changes(Part.CLIENTS, id, "is public, and its secret stays behind");
        }
        List<String> redirectUris =
                row.names("redirect_uris", profile.separator()).orElse(List.of());
        for (String redirectUri : redirectUris) {
            requireTaken(redirectUri);
        }
        Set<Grant> grants = grants(id, row, isPublic, !redirectUris.isEmpty());
        List<String> scopes = scopes(row);
        return new OldClient(
                id,
                row.word("name").map(name -> name.length() > LONGEST ? name.substring(0, LONGEST) : name),
                row.flag("enabled", true),
                isPublic,
                isPublic ? Optional.empty() : secret,
                redirectUris,
                grants,
                scopes,
                row.flag("reusable_refresh_tokens", profile.reusableRefreshTokens()),
                row.flag("refresh_tokens_with_client_credentials", profile.refreshTokensWithClientCredentials()),
                row.flag("introspection", true),
                grants.contains(Grant.CLIENT_CREDENTIALS) ? serviceAccountRoles(scopes) : List.of(),
                profile.attributes());
    }

    private static void requireSecret(Optional<String> secret, boolean isGenerated) throws NotMovableException {
        if (secret.isEmpty() && isGenerated) {
            return;
        }
        if (secret.isEmpty()) {
            throw new NotMovableException("It is confidential, but has no secret", "give it one, or make it public");
        }
        atMostLongest("secret", secret.get());
        if (HASH.matcher(secret.get()).matches()) {
            throw new NotMovableException(
                    "Its secret is stored as a hash, and Keycloak needs the secret itself",
                    "give the client a new secret, or take the secret from its own configuration");
        }
    }

    /** What Keycloak refuses (DefaultClientValidationProvider 26.7.0), and what it would understand otherwise. */
    private static void requireTaken(String redirectUri) throws NotMovableException {
        atMostLongest("redirect URI", redirectUri);
        if (redirectUri.contains("*")) {
            throw new NotMovableException(
                    "A redirect URI has a *, which Keycloak takes for a wildcard", "replace it by what it stands for");
        }
        URI uri;
        try {
            uri = new URI(redirectUri);
        } catch (URISyntaxException malformed) {
            throw new NotMovableException(
                    "A redirect URI is none: " + malformed.getReason().toLowerCase(Locale.ROOT),
                    "encode or correct it; look whether /clients/separator of the profile is right");
        }
        if (uri.getScheme() == null) {
            throw new NotMovableException("A redirect URI has no scheme", "write it out, with https://");
        }
        if (SCHEMES_REFUSED.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
            throw new NotMovableException("A redirect URI has a scheme that Keycloak refuses", "remove it");
        }
        if (uri.getRawFragment() != null) {
            throw new NotMovableException(
                    "A redirect URI has a fragment (#), which OAuth forbids (RFC 6749 §3.1.2)",
                    "take the fragment away");
        }
    }

    /** A client that names no grant may use the profile's, but those that need a secret or a redirect URI only if it has one. */
    private Set<Grant> grants(String id, Row row, boolean isPublic, boolean hasRedirectUri) throws NotMovableException {
        Optional<List<String>> named = row.names("grants", profile.separator());
        Set<Grant> grants = EnumSet.noneOf(Grant.class);
        for (String name : named.orElse(profile.defaultGrants())) {
            grants.add(grant(name));
        }
        if (isPublic && grants.remove(Grant.CLIENT_CREDENTIALS) && named.isPresent()) {
            throw new NotMovableException(
                    "It has no secret, but asks for client_credentials (RFC 6749 §4.4)",
                    "give it a secret, or take client_credentials out of its grants");
        }
        if (!hasRedirectUri
                && grants.removeAll(Set.of(Grant.AUTHORIZATION_CODE, Grant.IMPLICIT))
                && named.isPresent()) {
            report.changes(Part.CLIENTS, id, "has no redirect URI, and so cannot use authorization_code and implicit");
        }
        if (named.isEmpty() && Set.of(Grant.REFRESH_TOKEN).containsAll(grants)) {
            throw new NotMovableException(
                    "It names no grant by which it would get a token",
                    "name its grants, and a redirect URI where they need one");
        }
        return grants;
    }

    private Grant grant(String name) throws NotMovableException {
        Grant grant = Grant.named(profile.grants().getOrDefault(name, name));
        if (grant == null) {
            throw new NotMovableException(
                    "Its grant '" + name + "' is unknown",
                    "say under /clients/grants of the profile which of " + Grant.names() + " it is, or take it out");
        }
        return grant;
    }

    private List<String> scopes(Row row) throws NotMovableException {
        Optional<List<String>> named = row.names("scopes", profile.separator());
        if (named.isEmpty() && allScopes.isEmpty()) {
            return realm.optionalScopes();
        }
        Set<String> scopes = new LinkedHashSet<>();
        for (String old : named.or(() -> allScopes).orElse(List.of())) {
            String scope = profile.scopes().getOrDefault(old, old);
            if (scope.isEmpty() || realm.defaultScopes().contains(scope)) {
                continue;
            }
            if (!realm.scopes().containsKey(scope)) {
                throw new NotMovableException(
                        "The realm has no scope '" + scope + "'",
                        "create it in the realm (Client scopes), or say under /clients/scopes of the profile what it is called");
            }
            scopes.add(scope);
        }
        return List.copyOf(scopes);
    }

    private List<String> serviceAccountRoles(List<String> scopes) throws NotMovableException {
        Set<String> roles = new LinkedHashSet<>();
        for (String scope : scopes) {
            for (String role : profile.serviceAccountRoles().getOrDefault(scope, List.of())) {
                if (!realm.roles().containsKey(role)) {
                    throw new NotMovableException(
                            "The realm has no role '" + role + "', which its scope '" + scope + "' needs",
                            "create it in the realm, or correct /clients/serviceAccountRoles of the profile");
                }
                roles.add(role);
            }
        }
        return new ArrayList<>(roles);
    }

    private static String atMostLongest(String what, String text) throws NotMovableException {
        if (text.length() > LONGEST) {
            throw new NotMovableException(
                    "Its " + what + " has more than " + LONGEST + " characters", "shorten it; Keycloak keeps no more");
        }
        return text;
    }
}
