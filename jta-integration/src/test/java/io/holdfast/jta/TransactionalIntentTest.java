package io.holdfast.jta;

import static io.holdfast.jta.NarayanaExtension.TM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import com.arjuna.ats.jta.cdi.transactional.TransactionalInterceptorRequired;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.jta.TransactionalBeans.GenericStore;
import io.holdfast.jta.TransactionalBeans.InheritsMethods;
import io.holdfast.jta.TransactionalBeans.OnClass;
import io.holdfast.jta.TransactionalBeans.OnMethod;
import io.holdfast.jta.TransactionalBeans.OnNestedStereotype;
import io.holdfast.jta.TransactionalBeans.OnStereotype;
import io.holdfast.jta.TransactionalBeans.OnSuperclass;
import io.holdfast.jta.TransactionalBeans.Overrides;
import io.holdfast.jta.TransactionalBeans.Passivating;
import io.holdfast.jta.TransactionalBeans.ReadScopeProbe;
import io.holdfast.jta.TransactionalBeans.Reads;
import io.holdfast.jta.TransactionalBeans.ReadsAsClass;
import io.holdfast.jta.TransactionalBeans.Store;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.TransactionalException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NarayanaExtension.class)
class TransactionalIntentTest {
    private static final TransactionalIntentExtension EXTENSION = new TransactionalIntentExtension();
    private static WeldContainer container;

    @BeforeAll
    static void boot() {
        container = weld(EXTENSION)
                .addBeanClasses(RecordingIntentScopes.class, ReadScopeProbe.class)
                .addBeanClasses(OnClass.class, OnSuperclass.class, InheritsMethods.class, Overrides.class)
                .addBeanClasses(
                        OnStereotype.class,
                        OnNestedStereotype.class,
                        Reads.class,
                        ReadsAsClass.class,
                        GenericStore.class)
                .initialize();
    }

    private static Weld weld(TransactionalIntentExtension extension) {
        return new Weld()
                .disableDiscovery()
                .addExtensions(new TransactionExtension(), extension)
                .addBeanClasses(RecordingLog.class, OnMethod.class, Passivating.class);
    }

    @AfterAll
    static void shutDown() {
        container.close();
    }

    @BeforeEach
    void forget() {
        log().clear();
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(TransactionalIntentExtension.class);
    }

    @Test
    void opensBeforeTheTransactionBeginsAndClosesAfterItsEnd() {
        bean(OnMethod.class).required();

        assertThat(log()).containsExactly("open required()", "body in tx", "close required()");
    }

    @Test
    void tellsThatATransactionIsANewOne() throws Exception {
        TM.begin();
        bean(OnMethod.class).requiresNew();
        TM.rollback();

        assertThat(log()).containsExactly("open requiresNew() new in tx", "body in tx", "close requiresNew() in tx");
    }

    @Test
    void opensForMandatoryInsideATransaction() throws Exception {
        TM.begin();
        bean(OnMethod.class).mandatory();
        TM.rollback();

        assertThat(log()).containsExactly("open mandatory() in tx", "body in tx", "close mandatory() in tx");
    }

    @Test
    void closesAlsoWhereMandatoryIsRefused() {
        assertThatThrownBy(() -> bean(OnMethod.class).mandatory()).isInstanceOf(TransactionalException.class);

        assertThat(log()).containsExactly("open mandatory()", "close mandatory()");
    }

    @Test
    void declaresNothingForTheOtherTypes() {
        bean(OnMethod.class).supports();
        bean(OnMethod.class).notSupported();
        bean(OnMethod.class).never();
        bean(OnMethod.class).plain();

        assertThat(log()).containsExactly("body", "body", "body", "body");
    }

    @Test
    void declaresNothingForSupportsInsideATransaction() throws Exception {
        TM.begin();
        bean(OnMethod.class).supports();
        bean(OnMethod.class).notSupported();
        TM.rollback();

        assertThat(log()).containsExactly("body in tx", "body");
    }

    @Test
    void takesTheAnnotationOfTheClass() {
        bean(OnClass.class).ofClass();

        assertThat(log()).containsExactly("open ofClass() new", "body in tx", "close ofClass()");
    }

    @Test
    void takesTheAnnotationOfTheMethodFirst() {
        bean(OnClass.class).ownSupports();
        bean(OnClass.class).ownRequired();

        assertThat(log()).containsExactly("body", "open ownRequired()", "body in tx", "close ownRequired()");
    }

    @Test
    void takesTheAnnotationOfASuperclass() {
        bean(OnSuperclass.class).ofSubclass();
        bean(OnSuperclass.class).ofBase();

        assertThat(log())
                .containsExactly(
                        "open ofSubclass() new",
                        "body in tx",
                        "close ofSubclass()",
                        "open ofBase() new",
                        "body in tx",
                        "close ofBase()");
    }

    @Test
    void takesTheAnnotationOfAnInheritedMethod() {
        bean(InheritsMethods.class).inherited();

        assertThat(log()).containsExactly("open inherited()", "body in tx", "close inherited()");
    }

    @Test
    void declaresNothingForAMethodThatOverridesWithoutAnnotation() {
        bean(Overrides.class).inherited();

        assertThat(log()).containsExactly("body");
    }

    @Test
    void takesTheAnnotationOfAStereotype() {
        bean(OnStereotype.class).ofStereotype();

        assertThat(log()).containsExactly("open ofStereotype() new", "body in tx", "close ofStereotype()");
    }

    @Test
    void takesTheAnnotationOfAMethodBeforeTheStereotype() throws Exception {
        TM.begin();
        bean(OnStereotype.class).ownMandatory();
        TM.rollback();

        assertThat(log()).containsExactly("open ownMandatory() in tx", "body in tx", "close ownMandatory() in tx");
    }

    @Test
    void takesTheAnnotationOfAStereotypeOfAStereotype() {
        bean(OnNestedStereotype.class).ofNested();

        assertThat(log()).containsExactly("open ofNested() new", "body in tx", "close ofNested()");
    }

    @Test
    void knowsAMethodThatIsCalledThroughItsGenericInterface() {
        Store<String> store = bean(GenericStore.class);

        store.save("value");

        assertThat(log()).containsExactly("open save() new", "body in tx", "close save()");
    }

    @Test
    void passesOverTheInterceptorsOfTheTransactionManager() throws Exception {
        Class<?> interceptor = TransactionalInterceptorRequired.class;

        assertThat(EXTENSION.intentOf(interceptor, interceptor.getMethod("intercept", InvocationContext.class)))
                .isNull();
    }

    @Test
    void leavesTheReadScopeOfTheSameCallInForce() {
        bean(Reads.class).readsInNew();
        bean(Reads.class).readsInRequired();

        assertThat(log())
                .containsExactly(
                        "read scope",
                        "open readsInNew()",
                        "body in tx",
                        "close readsInNew()",
                        "read scope",
                        "open readsInRequired()",
                        "body in tx",
                        "close readsInRequired()");
    }

    @Test
    void leavesTheReadScopeOfTheClassInForceUnlessTheMethodSaysMore() {
        bean(ReadsAsClass.class).ofClass();
        bean(ReadsAsClass.class).writesInNew();

        assertThat(log())
                .containsExactly(
                        "read scope",
                        "open ofClass()",
                        "body in tx",
                        "close ofClass()",
                        "read scope",
                        "open writesInNew() new",
                        "body in tx",
                        "close writesInNew()");
    }

    @Test
    void closesAndPassesOnWhatTheMethodThrows() {
        assertThatThrownBy(() -> bean(OnMethod.class).unchecked()).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bean(OnMethod.class).checked()).isExactlyInstanceOf(IOException.class);
        assertThatThrownBy(() -> bean(OnMethod.class).error()).isExactlyInstanceOf(AssertionError.class);

        assertThat(log())
                .containsExactly(
                        "open unchecked()",
                        "close unchecked()",
                        "open checked()",
                        "close checked()",
                        "open error()",
                        "close error()");
    }

    @Test
    void leavesToTheTransactionInterceptorWhatRollsBack() {
        assertThat(callsOfResource(new IllegalArgumentException())).containsExactly("rollback");
        assertThat(callsOfResource(new IOException())).containsExactly("commit");
    }

    @Test
    void tellsTheCallerThatTheOutcomeIsUnknown() {
        RecordingResource resource = new RecordingResource("orders").failingCommit(new SQLException("gone", "08006"));

        Throwable failure =
                catchThrowable(() -> bean(OnMethod.class).run(() -> current().enlist(resource)));

        assertThat(DataErrors.classify(failure).kind()).isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
        assertThat(log()).endsWith("close run()");
    }

    @Test
    void tellsTheCallerThatTheCommitWasRefused() {
        RecordingResource resource = new RecordingResource("orders").failingCommit(new SQLException("no", "40001"));

        Throwable failure =
                catchThrowable(() -> bean(OnMethod.class).run(() -> current().enlist(resource)));

        assertThat(DataErrors.classify(failure).kind()).isEqualTo(DataErrorKind.ROLLED_BACK);
    }

    @Test
    void seesAnInjectedUserTransaction() throws Exception {
        UserTransaction user = container.select(UserTransaction.class).get();
        RecordingResource resource = new RecordingResource("orders");

        user.begin();
        bean(OnMethod.class).required();
        current().enlist(resource);
        user.commit();

        assertThat(log()).containsExactly("open required() in tx", "body in tx", "close required() in tx");
        assertThat(resource.calls).containsExactly("commit");
    }

    @Test
    void saysWhatIsMissingWithoutIntentScopes() {
        try (WeldContainer bare = weld(new TransactionalIntentExtension()).initialize()) {
            assertThatThrownBy(() -> bare.select(OnMethod.class).get().required())
                    .hasMessageContaining("HOLDF00560")
                    .hasMessageContaining("OnMethod.required()")
                    .hasMessageContaining("holdfast-cdi-extension");
        }
    }

    private static List<String> callsOfResource(Exception thrown) {
        RecordingResource resource = new RecordingResource("orders");
        assertThatThrownBy(() -> bean(OnMethod.class).run(() -> {
                    current().enlist(resource);
                    throw thrown;
                }))
                .isSameAs(thrown);
        return resource.calls;
    }

    private static io.holdfast.spi.ManagedTransaction current() {
        return Objects.requireNonNull(new JtaTransactionBridge().current());
    }

    private static <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    private static List<String> log() {
        return bean(RecordingLog.class).calls();
    }
}
