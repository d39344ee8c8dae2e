# The realm api as a KeycloakRealmImport, its placeholders from the secret api-clients:
# (with a mail server or links to the applications, add API_SMTP_HOST, API_SMTP_FROM, …, API_WEB_APP_URL to the list and to the secret)
#   jq -f docs/kubernetes/operator/realm-import.jq realm-config/api-realm.json | kubectl apply -f -
{
  apiVersion: "k8s.keycloak.org/v2alpha1",
  kind: "KeycloakRealmImport",
  metadata: {name: "api"},
  spec: {
    keycloakCRName: "keycloak",
    placeholders: (
      [
        "API_SERVER_APP_SECRET", "API_ADMIN_APP_SECRET", "API_WEB_APP_SECRET",
        "API_WEB_APP_REDIRECT_URI", "API_SPA_APP_REDIRECT_URI"
      ]
      | map({(.): {secret: {name: "api-clients", key: .}}}) | add
    ),
    realm: .
  }
}
