package io.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.DataSourceRegistry;
import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.internal.config.WebConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who begins, binds and ends the unit of work, whatever order a container has. */
class RequestLifecycleTest {

    private final CountedUnits units = new CountedUnits();
    private final FakeRequest request = new FakeRequest();
    private final HoldfastFilter filter = new HoldfastFilter(Engine.of(
            units,
            FakeRequest.fake(DataSourceRegistry.class, (method, arguments) -> {
                throw new UnsupportedOperationException();
            }),
            new WebConfig(
                    List.of(WebConfig.Source.RESOLVER),
                    "X-Tenant",
                    "tenant",
                    Optional.empty(),
                    1,
                    Optional.empty(),
                    true,
                    1),
            Optional::empty,
            this::activate));

    private int status = 200;
    private boolean committed = true;
    private int contexts;

    @Test
    void aPlainRequestEndsWithItsDispatch() throws Exception {
        dispatch(
                DispatcherType.REQUEST,
                (any, response) -> assertThat(units.bound()).isEqualTo(1));

        assertThat(units.isEnded()).isTrue();
        assertThat(units.bound()).isZero();
    }

    @Test
    void anErrorPageThatMayFollowKeepsTheUnitAlive() throws Exception {
        committed = false;
        status = 503;
        dispatch(DispatcherType.REQUEST, (any, response) -> {});
        assertThat(units.isEnded()).isFalse();

        dispatch(DispatcherType.ERROR, (any, response) -> {});

        assertThat(units.isEnded()).isTrue();
        assertThat(units.begun()).isEqualTo(1);
        assertThat(units.binds()).isEqualTo(2);
    }

    @Test
    void theEndOfTheRequestEndsTheUnitWhenNoErrorPageCame() {
        assertThatThrownBy(() -> dispatch(DispatcherType.REQUEST, (any, response) -> {
                    throw new IllegalArgumentException("the application's own");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(units.isEnded()).isFalse();
        assertThat(units.bound()).isZero();

        destroy();

        assertThat(units.isEnded()).isTrue();
    }

    @Test
    void anAsynchronousRequestEndsWhenItCompletes() throws Exception {
        dispatch(
                DispatcherType.REQUEST,
                (watched, response) ->
                        ((HttpServletRequest) watched).startAsync().dispatch());
        destroy();
        dispatch(
                DispatcherType.ASYNC,
                (any, response) -> assertThat(units.bound()).isEqualTo(1));
        assertThat(units.isEnded()).isFalse();

        request.complete();

        assertThat(units.isEnded()).isTrue();
        assertThat(units.begun()).isEqualTo(1);
    }

    @Test
    void anAsynchronousDispatchHasARequestContext() throws Exception {
        dispatch(DispatcherType.REQUEST, (watched, response) -> {
            assertThat(contexts).as("is the server's own").isZero();
            ((HttpServletRequest) watched).startAsync().dispatch();
        });
        dispatch(DispatcherType.ASYNC, (any, response) -> assertThat(contexts).isEqualTo(1));

        assertThat(contexts).isZero();
    }

    private Runnable activate() {
        contexts++;
        return () -> contexts--;
    }

    @Test
    void anAsynchronousCycleBegunPastTheFilterIsNoticed() throws Exception {
        dispatch(DispatcherType.REQUEST, (any, response) -> request.startAsync());
        destroy();
        assertThat(units.isEnded()).isFalse();

        request.complete();

        assertThat(units.isEnded()).isTrue();
    }

    @Test
    void aFailureInsideAnAsynchronousCycleIsTheContainersBusiness() {
        assertThatThrownBy(() -> dispatch(DispatcherType.REQUEST, (watched, response) -> {
                    ((HttpServletRequest) watched).startAsync();
                    throw new DataException("late", DataErrorDetails.of(DataErrorKind.OVERLOADED));
                }))
                .isInstanceOf(DataException.class);
        assertThat(units.bound()).isZero();
    }

    @Test
    void anErrorPageOfARequestThatNeverCameHereHasAUnitToo() throws Exception {
        dispatch(
                DispatcherType.ERROR,
                (any, response) -> assertThat(units.bound()).isEqualTo(1));

        assertThat(units.isEnded()).isTrue();
    }

    private void dispatch(DispatcherType type, FilterChain chain) throws Exception {
        HttpServletResponse response =
                FakeRequest.fake(HttpServletResponse.class, (method, arguments) -> switch (method.getName()) {
                    case "getStatus" -> status;
                    case "isCommitted" -> committed;
                    default -> throw new UnsupportedOperationException(method.toString());
                });
        filter.doFilter(request.of(type), response, chain);
    }

    private void destroy() {
        ServletContext context = FakeRequest.fake(ServletContext.class, (method, arguments) -> null);
        new RequestEndListener().requestDestroyed(new ServletRequestEvent(context, request.of(DispatcherType.REQUEST)));
    }
}
