/// What the URLs and headers of requests say, read in the same way by all routes.
@NullMarked
package io.tidings.request;

import org.jspecify.annotations.NullMarked;
