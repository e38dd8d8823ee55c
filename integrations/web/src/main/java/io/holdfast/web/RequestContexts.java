package io.holdfast.web;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Instance.Handle;
import jakarta.servlet.DispatcherType;

/**
 * Gives an asynchronous dispatch the request context of CDI where the server forgets it, as Payara and GlassFish do: without one
 * the injected pin could not be asked.
 *
 * <p><strong>Threading:</strong> thread-safe; what it hands out belongs to the thread of the dispatch.
 */
@FunctionalInterface
interface RequestContexts {

    /** For servers that forget nothing. */
    RequestContexts NONE = () -> () -> {};

    /** Activates a request context on this thread unless there is one; the answer ends it. */
    Runnable activate();

    static RequestContexts of(Instance<RequestContextController> controllers) {
        return () -> {
            Handle<RequestContextController> controller = controllers.getHandle();
            boolean missing = controller.get().activate();
            return () -> {
                if (missing) {
                    controller.get().deactivate();
                }
                controller.destroy();
            };
        };
    }

    /** Activates one only where servers differ. */
    default Runnable activateFor(DispatcherType dispatch) {
        return dispatch == DispatcherType.ASYNC ? activate() : NONE.activate();
    }
}
