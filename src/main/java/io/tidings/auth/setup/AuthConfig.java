package io.tidings.auth.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may do what.
@ConfigMapping(prefix = "tidings.auth")
public interface AuthConfig {
    /// Tokens of which each may publish to everything. They have no subject.
    Optional<List<String>> publishTokens();

    /// A file of more of them, one in each line. It is read anew twice a minute.
    Optional<Path> publishTokensFile();

    /// Tokens of which each may subscribe to everything. They have no subject.
    Optional<List<String>> subscribeTokens();

    /// A file of more of them, one in each line. It is read anew twice a minute.
    Optional<Path> subscribeTokensFile();

    /// Tokens with grants of their own, by their names, which are their subjects.
    Map<String, Token> tokens();

    /// Who else issues tokens that are good here, by names that the operator chooses.
    Map<String, IssuerConfig> issuers();

    /// What those may do that show no credential.
    Anonymous anonymous();

    /// The name of the cookie that may hold a token. The same name after `__Host-` comes before it.
    @WithDefault("tidings_token")
    String cookie();

    /// Whether only callers that may operate the hub read its metrics.
    @WithDefault("false")
    boolean protectMetrics();

    /// A token, in the configuration itself or in a file, and what it grants.
    interface Token {
        Optional<String> secret();

        /// A file that holds the token alone. It is read anew twice a minute.
        Optional<Path> secretFile();

        /// Patterns.
        Optional<List<String>> publish();

        /// Patterns.
        Optional<List<String>> subscribe();

        /// Whether it may see and end the streams of others.
        @WithDefault("false")
        boolean operate();
    }

    /// What those may do that show no credential: patterns, or `none`.
    interface Anonymous {
        Optional<List<String>> publish();

        Optional<List<String>> subscribe();
    }

    /// An issuer of JWTs: what its tokens must be like, where its keys are, and what they grant.
    interface IssuerConfig {
        /// What its tokens have as `iss`. Without any of the settings for keys, its discovery document is
        /// there.
        Optional<String> issuer();

        /// Of which one must be in `aud`.
        Optional<List<String>> audience();

        /// Whether tokens that are meant for others are good here, too.
        @WithDefault("false")
        boolean anyAudience();

        Optional<URI> jwksUrl();

        Optional<Path> jwksFile();

        Optional<Path> publicKeyFile();

        Optional<String> secret();

        Optional<Path> secretFile();

        /// The names of RFC 7518 for those with which tokens may be signed.
        Optional<List<String>> algorithms();

        /// Whether a token without `exp` is refused.
        @WithDefault("true")
        boolean requireExpiry();

        /// How often its keys are fetched. Files are read twice a minute.
        @WithDefault("5m")
        Duration refresh();

        /// The claim in which a token says itself what it grants.
        @WithDefault("tidings")
        String claim();

        /// Whether that claim is believed. Unless told otherwise, only with keys that the operator holds.
        Optional<Boolean> trustClaim();

        /// Whether equal claims of several issuers mean the same user.
        @WithDefault("false")
        boolean sharedSubjects();

        /// Templates for each of its tokens, such as `users/{sub}/inbox`.
        Optional<List<String>> publish();

        /// Templates for each of its tokens, such as `users/{sub}/**`.
        Optional<List<String>> subscribe();

        /// What tokens with a certain claim are granted.
        List<Rule> grants();
    }

    /// What tokens are granted that have the value in the claim.
    interface Rule {
        Optional<String> claim();

        Optional<String> value();

        Optional<List<String>> publish();

        Optional<List<String>> subscribe();

        @WithDefault("false")
        boolean operate();
    }
}
