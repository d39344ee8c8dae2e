-- The tables of bshaffer/oauth2-server-php 1.11 that old-server.php uses, and its own table of users.
CREATE TABLE oauth_clients (client_id VARCHAR(80) PRIMARY KEY, client_secret VARCHAR(80), redirect_uri VARCHAR(2000),
  grant_types VARCHAR(80), scope VARCHAR(4000), user_id VARCHAR(80));
CREATE TABLE oauth_scopes (scope VARCHAR(80) PRIMARY KEY, is_default BOOLEAN);
CREATE TABLE oauth_access_tokens (access_token VARCHAR(40) PRIMARY KEY, client_id VARCHAR(80), user_id VARCHAR(80),
  expires DATETIME NOT NULL, scope VARCHAR(4000));
CREATE TABLE oauth_refresh_tokens (refresh_token VARCHAR(40) PRIMARY KEY, client_id VARCHAR(80), user_id VARCHAR(80),
  expires DATETIME NOT NULL, scope VARCHAR(4000));
CREATE TABLE oauth_authorization_codes (authorization_code VARCHAR(40) PRIMARY KEY, client_id VARCHAR(80), user_id VARCHAR(80),
  expires DATETIME NOT NULL, scope VARCHAR(4000));
CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(255) UNIQUE, password VARCHAR(255), first_name VARCHAR(255),
  last_name VARCHAR(255), is_active BOOLEAN DEFAULT TRUE, email_verified_at DATETIME);
INSERT INTO oauth_scopes VALUES ('read', true), ('write', false);
