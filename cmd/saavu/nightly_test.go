package main

import (
	"bytes"
	"context"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"saavu/internal/batch"
)

const nightly = "../../docs/examples/nightly/"

// The fields of GitLab's and Kubernetes' files that the examples use, by their
// documentation. A key that is misspelt or in the wrong place is refused here. What a
// server would say about values is not known here.
type (
	gitlabCI struct {
		Variables map[string]string `yaml:"variables"`
		Stages    []string          `yaml:"stages"`
		Parts     gitlabJob         `yaml:"parts"`
		Merge     gitlabJob         `yaml:"merge"`
	}
	gitlabJob struct {
		Stage    string       `yaml:"stage"`
		Parallel int          `yaml:"parallel"`
		Timeout  string       `yaml:"timeout"`
		Rules    []gitlabRule `yaml:"rules"`
		Script   []string     `yaml:"script"`
		Retry    struct {
			Max       int   `yaml:"max"`
			ExitCodes []int `yaml:"exit_codes"`
		} `yaml:"retry"`
		AllowFailure struct {
			ExitCodes []int `yaml:"exit_codes"`
		} `yaml:"allow_failure"`
	}
	gitlabRule struct {
		If   string `yaml:"if"`
		When string `yaml:"when"`
	}

	kubeJob struct {
		APIVersion string `yaml:"apiVersion"`
		Kind       string `yaml:"kind"`
		Metadata   struct {
			Name string `yaml:"name"`
		} `yaml:"metadata"`
		Spec kubeJobSpec `yaml:"spec"`
	}
	kubeJobSpec struct {
		CompletionMode          string `yaml:"completionMode"`
		Completions             int    `yaml:"completions"`
		Parallelism             int    `yaml:"parallelism"`
		BackoffLimit            int    `yaml:"backoffLimit"`
		BackoffLimitPerIndex    int    `yaml:"backoffLimitPerIndex"`
		ActiveDeadlineSeconds   int    `yaml:"activeDeadlineSeconds"`
		TTLSecondsAfterFinished int    `yaml:"ttlSecondsAfterFinished"`
		PodFailurePolicy        struct {
			Rules []kubeRule `yaml:"rules"`
		} `yaml:"podFailurePolicy"`
		Template struct {
			Spec kubePod `yaml:"spec"`
		} `yaml:"template"`
	}
	kubeRule struct {
		Action          string `yaml:"action"`
		OnPodConditions []struct {
			Type   string `yaml:"type"`
			Status string `yaml:"status"`
		} `yaml:"onPodConditions"`
		OnExitCodes *struct {
			ContainerName string `yaml:"containerName"`
			Operator      string `yaml:"operator"`
			Values        []int  `yaml:"values"`
		} `yaml:"onExitCodes"`
	}
	kubePod struct {
		RestartPolicy                 string `yaml:"restartPolicy"`
		AutomountServiceAccountToken  *bool  `yaml:"automountServiceAccountToken"`
		TerminationGracePeriodSeconds int    `yaml:"terminationGracePeriodSeconds"`
		SecurityContext               struct {
			RunAsNonRoot   bool  `yaml:"runAsNonRoot"`
			RunAsUser      int64 `yaml:"runAsUser"`
			FSGroup        int64 `yaml:"fsGroup"`
			SeccompProfile struct {
				Type string `yaml:"type"`
			} `yaml:"seccompProfile"`
		} `yaml:"securityContext"`
		Containers []kubeContainer `yaml:"containers"`
		Volumes    []struct {
			Name                  string `yaml:"name"`
			PersistentVolumeClaim struct {
				ClaimName string `yaml:"claimName"`
			} `yaml:"persistentVolumeClaim"`
		} `yaml:"volumes"`
	}
	kubeContainer struct {
		Name      string   `yaml:"name"`
		Image     string   `yaml:"image"`
		Args      []string `yaml:"args"`
		Resources struct {
			Requests map[string]string `yaml:"requests"`
			Limits   map[string]string `yaml:"limits"`
		} `yaml:"resources"`
		SecurityContext struct {
			AllowPrivilegeEscalation *bool `yaml:"allowPrivilegeEscalation"`
			ReadOnlyRootFilesystem   bool  `yaml:"readOnlyRootFilesystem"`
			Capabilities             struct {
				Drop []string `yaml:"drop"`
			} `yaml:"capabilities"`
		} `yaml:"securityContext"`
		VolumeMounts []struct {
			Name      string `yaml:"name"`
			MountPath string `yaml:"mountPath"`
		} `yaml:"volumeMounts"`
	}
)

func example[T any](t *testing.T, name string) (out T) {
	t.Helper()
	text, err := os.ReadFile(nightly + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalWithOptions(text, &out, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

// parsed parses the words of a command as saavu does, without running it.
func parsed(t *testing.T, words []string) map[string]string {
	t.Helper()
	cmd, rest, err := rootCommand().Find(words)
	if err == nil {
		err = cmd.ParseFlags(rest)
	}
	if err != nil || cmd.Parent().Name() != "batch" || len(cmd.Flags().Args()) != 1 {
		t.Fatalf("saavu %s: %v", strings.Join(words, " "), err)
	}
	return map[string]string{"verb": cmd.Name(), "out": cmd.Flag("out").Value.String()}
}

// The file of GitLab has only known keys, its commands are saavu's, and the exit codes
// are those that mean what it says.
func TestNightlyGitLab(t *testing.T) {
	ci := example[gitlabCI](t, "gitlab/.gitlab-ci.yml")
	verbs := ""
	for _, job := range []gitlabJob{ci.Parts, ci.Merge} {
		words := shellWords(os.Expand(job.Script[0], func(name string) string { return ci.Variables[name] }))
		got := parsed(t, words[1:])
		if verbs += got["verb"] + " "; words[0] != "saavu" || got["out"] != ci.Variables["RUNS"] || !slices.Contains(ci.Stages, job.Stage) || !slices.Equal(job.Retry.ExitCodes, []int{stoppedOrBusy}) {
			t.Errorf("%+v", job)
		}
	}
	if verbs != "run merge " || ci.Parts.Parallel < 2 || !slices.Equal(ci.Parts.AllowFailure.ExitCodes, []int{someFailed}) || !slices.Equal(ci.Merge.AllowFailure.ExitCodes, []int{targetMissed}) {
		t.Errorf("%s: %+v", verbs, ci)
	}
	for i := 1; i <= ci.Parts.Parallel; i++ {
		env := map[string]string{"CI_NODE_INDEX": strconv.Itoa(i), "CI_NODE_TOTAL": strconv.Itoa(ci.Parts.Parallel)}
		if s, err := batch.ParseShard("auto", 0, func(name string) string { return env[name] }); err != nil || s.Index != i-1 {
			t.Errorf("%+v, %v", s, err)
		}
	}
}

// The jobs of Kubernetes have only known keys, and the parts are as many as --shards says.
func TestNightlyKubernetes(t *testing.T) {
	for name, verb := range map[string]string{"parts": "run", "merge": "merge"} {
		job := example[kubeJob](t, "kubernetes/"+name+".yaml")
		pod := job.Spec.Template.Spec
		c := pod.Containers[0]
		got := parsed(t, c.Args)
		if got["verb"] != verb || job.APIVersion != "batch/v1" || job.Kind != "Job" || pod.RestartPolicy != "Never" || !pod.SecurityContext.RunAsNonRoot || *pod.AutomountServiceAccountToken ||
			!strings.HasPrefix(got["out"], c.VolumeMounts[0].MountPath+"/") || c.VolumeMounts[0].Name != pod.Volumes[0].Name {
			t.Errorf("%s: %+v", name, job)
		}
		for _, rule := range job.Spec.PodFailurePolicy.Rules {
			if x := rule.OnExitCodes; x != nil && (x.Operator != "In" || x.ContainerName != c.Name || slices.Contains(x.Values, stoppedOrBusy) || slices.Contains(x.Values, 0)) {
				t.Errorf("%s: %+v", name, x)
			}
		}
		if verb == "run" {
			if n := c.Args[slices.Index(c.Args, "--shards")+1]; job.Spec.CompletionMode != "Indexed" || n != strconv.Itoa(job.Spec.Completions) || job.Spec.BackoffLimitPerIndex < 1 {
				t.Errorf("%s shards of %+v", n, job.Spec)
			}
		}
	}
	// A misspelt key is found.
	var job kubeJob
	if err := yaml.UnmarshalWithOptions([]byte("spec: {completion: 4}"), &job, yaml.Strict()); err == nil {
		t.Error("a misspelt key is accepted")
	}
}

// systemd reads the units, where it is installed, and the commands of systemd and cron
// are saavu's.
func TestNightlyUnits(t *testing.T) {
	for name, command := range map[string]*regexp.Regexp{
		"systemd/saavu-nightly.service": regexp.MustCompile(`(?m)^ExecStart=/usr/bin/env nightly\.sh (.*)$`),
		"cron/saavu-nightly":            regexp.MustCompile(`(?m)^15 1 \* \* \* saavu nightly\.sh (.*)$`),
	} {
		text, err := os.ReadFile(nightly + name)
		if err != nil {
			t.Fatal(err)
		}
		found := command.FindSubmatch(text)
		if found == nil {
			t.Fatalf("%s has no command", name)
		}
		words := strings.Fields(string(found[1]))
		if words[0] != "batch" {
			words = append([]string{"batch", "run"}, words...)
		}
		if got := parsed(t, words); got["verb"] != "run" {
			t.Errorf("%s: %v", name, got)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd is not installed")
	}
	for _, unit := range []string{"service", "timer"} {
		if text, err := exec.Command(analyze, "verify", nightly+"systemd/saavu-nightly."+unit).CombinedOutput(); err != nil || len(text) > 0 {
			t.Errorf("saavu-nightly.%s: %v: %s", unit, err, text)
		}
	}
}

// nightly.sh runs the command again while it ends with 75 and there is time left, and not
// otherwise. Every try has the time that is left as its deadline.
func TestNightlyCron(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no shell")
	}
	script, err := filepath.Abs(nightly + "cron/nightly.sh")
	if err != nil {
		t.Fatal(err)
	}
	world(t)
	for name, text := range map[string]string{"plan.yaml": "version: 1\nname: night\ncounty: county.yaml\noptions: [v.yaml]\n", "v.yaml": "name: V\nchanges: [{close: clinic}]\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	saavu := program(t, "saavu")
	busy := filepath.Join(t.TempDir(), "busy") // a program that ends with 75
	if err := os.WriteFile(busy, []byte("#!/bin/sh\necho \"tried $*\"\nexit 75\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		program, limit, wait string
		code, tries          int
	}{
		{saavu, "3600", "0", done, 0}, {busy, "3600", "0", stoppedOrBusy, 4},
		{busy, "3600", "4000", stoppedOrBusy, 1}, {busy, "0", "0", stoppedOrBusy, 0}, // the night is over
	} {
		cmd := exec.CommandContext(context.WithoutCancel(t.Context()), script, "plan.yaml", "--out", "runs", "--quiet")
		cmd.Env = append(os.Environ(), "SAAVU="+c.program, "WAIT="+c.wait, "LIMIT="+c.limit)
		text, _ := cmd.CombinedOutput()
		if tries := bytes.Count(text, []byte("tried batch run plan.yaml --out runs --quiet --deadline 3")); cmd.ProcessState.ExitCode() != c.code || tries != c.tries {
			t.Errorf("%+v: %v: %s", c, cmd.ProcessState, text)
		}
	}
}

// The commands of the examples for several machines compute a plan in parts and publish it,
// with the tables of one run. They are run as their schedulers would, part by part.
func TestNightlyExamplesRun(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no shell")
	}
	examples, err := filepath.Abs(nightly)
	if err != nil {
		t.Fatal(err)
	}
	ci := example[gitlabCI](t, "gitlab/.gitlab-ci.yml")
	parts, merge := example[kubeJob](t, "kubernetes/parts.yaml"), example[kubeJob](t, "kubernetes/merge.yaml")
	world(t)
	plan := "version: 1\nname: night\ncounty: county.yaml\noptions: [\"v*.yaml\"]\n"
	for i := range 5 {
		plan := "name: V\nchanges: [{set-capacity: {facility: clinic, service: neuvola_child, fte_factor: 1." + strconv.Itoa(i+1) + "1}}]\n"
		if err := os.WriteFile("v"+strconv.Itoa(i)+".yaml", []byte(plan), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile("nightly.yaml", []byte(plan), 0o600); err != nil {
		t.Fatal(err)
	}
	saavu := program(t, "saavu")
	start := func(t *testing.T, env map[string]string, words ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), words[0], words[1:]...)
		cmd.Env = os.Environ()
		for name, value := range env {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", words, err, text)
		}
	}
	tables := func(t *testing.T, runs string) string {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(runs, "runs", "run=000001-*", "figures.parquet"))
		if err != nil || len(found) != 1 {
			t.Fatalf("%v, %v", found, err)
		}
		text, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	start(t, nil, saavu, "batch", "run", "nightly.yaml", "--out", "whole")
	want := tables(t, "whole")
	for name, run := range map[string]func(t *testing.T, runs string){
		"gitlab": func(t *testing.T, runs string) {
			words := func(job gitlabJob) []string {
				of := map[string]string{"PLAN": ci.Variables["PLAN"], "RUNS": runs}
				return append([]string{saavu}, shellWords(os.Expand(job.Script[0], func(name string) string { return of[name] }))[1:]...)
			}
			for i := 1; i <= ci.Parts.Parallel; i++ {
				start(t, map[string]string{"CI_NODE_INDEX": strconv.Itoa(i), "CI_NODE_TOTAL": strconv.Itoa(ci.Parts.Parallel)}, words(ci.Parts)...)
			}
			start(t, nil, words(ci.Merge)...)
		},
		"kubernetes": func(t *testing.T, runs string) {
			words := func(job kubeJob) []string {
				c := job.Spec.Template.Spec.Containers[0]
				out := []string{saavu}
				for _, word := range c.Args {
					out = append(out, strings.NewReplacer("/data/runs", runs, "/data/", "").Replace(word))
				}
				return out
			}
			for i := range parts.Spec.Completions {
				start(t, map[string]string{"JOB_COMPLETION_INDEX": strconv.Itoa(i)}, words(parts)...)
			}
			start(t, nil, words(merge)...)
		},
		"slurm": func(t *testing.T, runs string) {
			env := map[string]string{"SAAVU": saavu, "PLAN": "nightly.yaml", "RUNS": runs}
			for i := 1; i <= 4; i++ {
				of := maps.Clone(env)
				maps.Copy(of, map[string]string{"SLURM_ARRAY_TASK_ID": strconv.Itoa(i), "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "4", "SLURM_CPUS_PER_TASK": "2"})
				start(t, of, "bash", filepath.Join(examples, "slurm/shards.sbatch"))
			}
			start(t, env, "bash", filepath.Join(examples, "slurm/merge.sbatch"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			runs := filepath.Join(t.TempDir(), "runs")
			run(t, runs)
			if got := tables(t, runs); got != want {
				t.Errorf("%d bytes, expected the %d of one run", len(got), len(want))
			}
		})
	}
}
