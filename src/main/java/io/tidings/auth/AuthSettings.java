package io.tidings.auth;

import io.tidings.config.Allowed;
import io.tidings.config.Setting;
import io.tidings.config.Settings;

/// What the settings of [AuthConfig] may be. A list that holds no token would open what it was meant to close, so it is
/// not one.
public final class AuthSettings {
    private static final Allowed TOKENS = new Allowed(
            "tokens of visible ASCII characters, with commas between them",
            text -> text.matches("[!-~&&[^,]]+(,[!-~&&[^,]]+)*"));

    public static final Settings ALL = Settings.of(
            Setting.secrets("tidings.auth.publish-tokens", TOKENS),
            Setting.secrets("tidings.auth.subscribe-tokens", TOKENS));

    private AuthSettings() {}
}
