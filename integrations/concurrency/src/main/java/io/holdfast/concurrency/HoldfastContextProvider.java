package io.holdfast.concurrency;

import io.holdfast.Holdfast;
import io.holdfast.WorkContext;
import io.holdfast.WorkScope;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands tenant and unit of work to the tasks of Jakarta Concurrency, under the context type {@value #TYPE}.
 *
 * <p>Not every server looks for providers in applications; {@link Holdfast#capture()} works everywhere.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> made by the server; keeps nothing of an application,
 * and hands nothing over before the application's beans can be asked for.
 */
public final class HoldfastContextProvider implements ThreadContextProvider {

    /** The context type, for {@code @ContextServiceDefinition}. */
    public static final String TYPE = "Holdfast";

    // What a thread without Holdfast has, before and after.
    private static final ThreadContextSnapshot NOTHING = () -> () -> {};

    /** Made by the server. */
    public HoldfastContextProvider() {
        // Stateless.
    }

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> executionProperties) {
        Holdfast holdfast = ofTheApplication();
        return holdfast == null ? NOTHING : snapshot(holdfast.capture());
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> executionProperties) {
        Holdfast holdfast = ofTheApplication();
        return holdfast == null ? NOTHING : snapshot(holdfast.emptyContext());
    }

    @Override
    public String getThreadContextType() {
        return TYPE;
    }

    private static ThreadContextSnapshot snapshot(WorkContext context) {
        return () -> {
            WorkScope scope = context.open();
            return scope::close;
        };
    }

    /** Null while the application starts, and where a server asks on behalf of no component, as Payara does at deployment. */
    private static @Nullable Holdfast ofTheApplication() {
        if (!RunningApplications.any()) {
            return null;
        }
        try {
            Instance<Holdfast> holdfast = CDI.current().select(Holdfast.class);
            return holdfast.isResolvable() ? holdfast.get() : null;
        } catch (RuntimeException e) {
            return null;
        }
    }
}
