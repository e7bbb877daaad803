package io.tidings.publish;

import io.tidings.event.Draft;
import java.util.List;

/// How much may be published in a while. A bean of this type is asked before every batch, by any thread, and must not
/// block.
public interface Quota {
    /// Takes the batch from what is left, or throws [RefusedException] and takes nothing.
    void take(List<Draft> drafts);
}
