/// A log in one SQLite file: durable with nothing to install.
@NullMarked
package io.tidings.log.sqlite;

import org.jspecify.annotations.NullMarked;
