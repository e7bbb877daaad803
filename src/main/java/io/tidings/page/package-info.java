/// The page that comes with the hub: its files, and how a browser gets them.
@NullMarked
package io.tidings.page;

import org.jspecify.annotations.NullMarked;
