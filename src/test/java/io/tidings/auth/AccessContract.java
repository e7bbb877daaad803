package io.tidings.auth;

import io.tidings.auth.AccessFixture.Hub;
import org.junit.jupiter.api.Nested;

/// What every hub promises of access, whatever its engine is and wherever its configuration is from: asked by
/// raw HTTP, where it is published and where it is subscribed.
abstract class AccessContract {
    abstract Hub hub();

    @Nested
    class Credentials extends CredentialContract {
        Credentials() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class BadTokens extends BadTokenContract {
        BadTokens() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class BadTokenLimits extends BadTokenLimitContract {
        BadTokenLimits() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class Callers extends CallerContract {
        Callers() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class PublishGrants extends PublishGrantContract {
        PublishGrants() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class SubscribeGrants extends SubscribeGrantContract {
        SubscribeGrants() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class Templates extends TemplateContract {
        Templates() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class Claims extends ClaimContract {
        Claims() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class Subjects extends SubjectContract {
        Subjects() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class PrivateEvents extends PrivateEventContract {
        PrivateEvents() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class Gaps extends GapAccessContract {
        Gaps() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class Origins extends OriginContract {
        Origins() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class Cors extends CorsContract {
        Cors() {
            super(AccessContract.this::hub);
        }
    }

    @Nested
    class Expiries extends ExpiryContract {
        Expiries() {
            super(AccessContract.this::hub);
        }
    }
}
