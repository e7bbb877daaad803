/// What failing looks like: problem details for every error, on every path.
@NullMarked
package io.tidings.http;

import org.jspecify.annotations.NullMarked;
