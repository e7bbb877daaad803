/// Open streams: the one package that knows the internals of Netty and Vert.x below a response.
@NullMarked
package io.tidings.stream;

import org.jspecify.annotations.NullMarked;
