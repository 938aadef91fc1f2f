package kubelet

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// pods are those of the node, each with its containers.
type pods struct {
	client kubernetes.Interface
	node   string
	folder string
	mu     sync.Mutex
	byUID  map[types.UID]*pod
}

// pod is one that runs here.
type pod struct {
	object     *corev1.Pod
	folder     string
	containers []*container
	inits      []*container
	client     kubernetes.Interface
	ctx        context.Context
	cancel     context.CancelFunc
	changed    chan struct{}
	mu         sync.Mutex
	// debug containers, which come later and never again.
	debug []*container
}

func newPods(client kubernetes.Interface, node, folder string) *pods {
	return &pods{client: client, node: node, folder: folder, byUID: map[types.UID]*pod{}}
}

func (p *pods) run(ctx context.Context) {
	factory := informers.NewSharedInformerFactoryWithOptions(p.client, 0, informers.WithTweakListOptions(func(options *metav1.ListOptions) {
		options.FieldSelector = fields.OneTermEqualSelector("spec.nodeName", p.node).String()
	}))
	informer := factory.Core().V1().Pods().Informer()
	_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { p.sync(ctx, object.(*corev1.Pod)) },
		UpdateFunc: func(_, object any) { p.sync(ctx, object.(*corev1.Pod)) },
		DeleteFunc: func(object any) {
			if gone, ok := object.(cache.DeletedFinalStateUnknown); ok {
				object = gone.Obj
			}
			p.forget(object.(*corev1.Pod).UID)
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	factory.Start(ctx.Done())
	<-ctx.Done()
}

// sync starts a new pod, and ends and removes one that is being deleted.
func (p *pods) sync(ctx context.Context, object *corev1.Pod) {
	if object.DeletionTimestamp != nil {
		p.forget(object.UID)
		now := int64(0)
		go func() {
			_ = p.client.CoreV1().Pods(object.Namespace).Delete(ctx, object.Name, metav1.DeleteOptions{
				GracePeriodSeconds: &now, Preconditions: &metav1.Preconditions{UID: &object.UID},
			})
		}()
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if known := p.byUID[object.UID]; known != nil {
		known.addDebug(object)
		return
	}
	if object.Status.Phase == corev1.PodSucceeded || object.Status.Phase == corev1.PodFailed {
		return
	}
	podCtx, cancel := context.WithCancel(ctx)
	started := &pod{object: object, folder: filepath.Join(p.folder, string(object.UID)), ctx: podCtx, cancel: cancel, changed: make(chan struct{}, 1)}
	for _, spec := range object.Spec.Containers {
		started.containers = append(started.containers, &container{pod: started, spec: spec})
	}
	for _, spec := range object.Spec.InitContainers {
		started.inits = append(started.inits, &container{pod: started, spec: spec, state: waiting("PodInitializing", "")})
	}
	started.client = p.client
	p.byUID[object.UID] = started
	started.addDebug(object)
	go started.run(p.client)
}

func (p *pods) forget(uid types.UID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if gone := p.byUID[uid]; gone != nil {
		gone.cancel()
		delete(p.byUID, uid)
	}
}

// stop ends all processes of containers.
func (p *pods) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, one := range p.byUID {
		one.cancel()
	}
	time.Sleep(100 * time.Millisecond) // they are ended by others, who have to be given the time
}

func (p *pods) find(namespace, name string) *pod {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, one := range p.byUID {
		if one.object.Namespace == namespace && one.object.Name == name {
			return one
		}
	}
	return nil
}

// run starts the containers and writes the status whenever one of them changes, until the pod is removed.
func (p *pod) run(client kubernetes.Interface) {
	for _, one := range p.containers {
		one.state = waiting("PodInitializing", "")
		if len(one.spec.Command) > 0 {
			if err := os.MkdirAll(p.folder, 0o700); err != nil {
				log.Print(err)
			}
		}
	}
	go p.startAll()
	defer func() { _ = os.RemoveAll(p.folder) }()
	for {
		p.writeStatus(p.ctx, client)
		select {
		case <-p.ctx.Done():
			return
		case <-p.changed:
		}
	}
}

// startAll starts the containers when those that prepare the pod have done so, one after the other.
func (p *pod) startAll() {
	for _, one := range p.inits {
		if len(one.spec.Command) > 0 && !one.prepare(p.ctx) {
			return
		}
		now := metav1.Now()
		one.mu.Lock()
		one.ended = true
		one.state = corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{Reason: "Completed", StartedAt: now, FinishedAt: now}}
		one.mu.Unlock()
	}
	for _, one := range p.containers {
		one.start(p.ctx)
	}
	p.notify()
}

// warn writes an event about the pod.
func (p *pod) warn(ctx context.Context, reason, message, field string) {
	now := metav1.Now()
	_, err := p.client.CoreV1().Events(p.object.Namespace).Create(ctx, &corev1.Event{
		ObjectMeta: metav1.ObjectMeta{GenerateName: p.object.Name + "-", Namespace: p.object.Namespace},
		InvolvedObject: corev1.ObjectReference{
			APIVersion: "v1", Kind: "Pod", Namespace: p.object.Namespace, Name: p.object.Name, UID: p.object.UID, FieldPath: field,
		},
		Reason: reason, Message: message, Type: corev1.EventTypeWarning, FirstTimestamp: now, LastTimestamp: now, Count: 1,
		Source: corev1.EventSource{Component: "kubelet"},
	}, metav1.CreateOptions{})
	if err != nil && ctx.Err() == nil {
		log.Print(err)
	}
}

// done says when the pod is removed.
func (p *pod) done() <-chan struct{} { return p.ctx.Done() }

func (p *pod) notify() {
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

// addDebug starts the ephemeral containers that are new (https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/).
func (p *pod) addDebug(object *corev1.Pod) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, spec := range object.Spec.EphemeralContainers {
		if slices.ContainsFunc(p.debug, func(one *container) bool { return one.spec.Name == spec.Name }) {
			continue
		}
		one := &container{pod: p, spec: corev1.Container(spec.EphemeralContainerCommon), once: true}
		p.debug = append(p.debug, one)
		one.start(p.ctx)
		p.notify()
	}
}

func (p *pod) debugContainers() []*container {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.debug)
}

func (p *pod) container(name string) *container {
	for _, one := range slices.Concat(p.containers, p.debugContainers(), p.inits) {
		if one.spec.Name == name || name == "" {
			return one
		}
	}
	return nil
}

func (p *pod) writeStatus(ctx context.Context, client kubernetes.Interface) {
	for ctx.Err() == nil {
		object, err := client.CoreV1().Pods(p.object.Namespace).Get(ctx, p.object.Name, metav1.GetOptions{})
		if err != nil || object.UID != p.object.UID {
			return
		}
		object.Status = p.status(object.Status)
		if _, err = client.CoreV1().Pods(p.object.Namespace).UpdateStatus(ctx, object, metav1.UpdateOptions{}); err == nil {
			return
		}
		time.Sleep(20 * time.Millisecond) // somebody else changed it meanwhile
	}
}

func (p *pod) status(status corev1.PodStatus) corev1.PodStatus {
	now := metav1.Now()
	if status.StartTime == nil {
		status.StartTime = &now
	}
	status.PodIP, status.HostIP = "127.0.0.1", "127.0.0.1"
	status.PodIPs, status.HostIPs = []corev1.PodIP{{IP: "127.0.0.1"}}, []corev1.HostIP{{IP: "127.0.0.1"}}
	status.ContainerStatuses = nil
	ready, ended, failed := true, true, false
	for _, one := range p.containers {
		own := one.status()
		status.ContainerStatuses = append(status.ContainerStatuses, own)
		ready = ready && own.Ready
		ended = ended && one.hasEnded()
		failed = failed || (own.State.Terminated != nil && own.State.Terminated.ExitCode != 0)
	}
	status.EphemeralContainerStatuses = nil
	for _, one := range p.debugContainers() {
		own := one.status()
		own.Ready = false // nobody asks whether it is ready
		status.EphemeralContainerStatuses = append(status.EphemeralContainerStatuses, own)
	}
	status.InitContainerStatuses = nil
	initialized, started := true, len(p.containers) == 0
	for _, one := range p.inits {
		own := one.status()
		own.Ready = one.hasEnded()
		status.InitContainerStatuses = append(status.InitContainerStatuses, own)
		initialized = initialized && own.Ready
	}
	for _, one := range status.ContainerStatuses {
		started = started || one.State.Waiting == nil || one.LastTerminationState.Terminated != nil
	}
	status.Phase = corev1.PodPending
	if initialized && started {
		status.Phase = corev1.PodRunning
	}
	if ended {
		status.Phase = corev1.PodSucceeded
		if failed {
			status.Phase = corev1.PodFailed
		}
	}
	is := map[bool]corev1.ConditionStatus{true: corev1.ConditionTrue, false: corev1.ConditionFalse}
	set(&status, corev1.PodInitialized, is[initialized])
	set(&status, corev1.ContainersReady, is[ready])
	set(&status, corev1.PodReady, is[ready])
	return status
}

func set(status *corev1.PodStatus, kind corev1.PodConditionType, value corev1.ConditionStatus) {
	for index := range status.Conditions {
		if condition := &status.Conditions[index]; condition.Type == kind {
			if condition.Status != value {
				condition.Status, condition.LastTransitionTime = value, metav1.Now()
			}
			return
		}
	}
	status.Conditions = append(status.Conditions, corev1.PodCondition{Type: kind, Status: value, LastTransitionTime: metav1.Now()})
}
