/// What a request may: who calls, and from which page. Every route asks here before it reads a body.
@NullMarked
package io.tidings.access;

import org.jspecify.annotations.NullMarked;
