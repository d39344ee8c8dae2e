# A client of the API for the provider keycloak/keycloak. The provider sets both switches itself, so they are said here.
resource "keycloak_openid_client" "shop" {
  realm_id                              = "api"
  client_id                             = "shop"
  access_type                           = "CONFIDENTIAL"
  service_accounts_enabled              = true
  full_scope_allowed                    = false
  use_refresh_tokens_client_credentials = true

  extra_config = {
    "allow.token.introspection.without.audience.check" = "true"
  }
}
