/// The tokens and issuers that the configuration names.
@NullMarked
package io.tidings.auth.setup;

import org.jspecify.annotations.NullMarked;
