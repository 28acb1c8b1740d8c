package batch

// Status is what a run folder has.
type Status struct {
	Results int      // stored results of the present model
	Runs    []string // names of the published runs, the oldest first
	Latest  *Record  // the newest run of a whole plan that can be read; nil without one
	Faults  []error  // runs that cannot be read
}

// StatusOf reads what a run folder has.
func StatusOf(dir string) (*Status, error) {
	s, err := OpenRuns(dir)
	if err != nil {
		return nil, err
	}
	out := &Status{Results: len(s.names)}
	if out.Runs, err = s.Runs(); err != nil {
		return nil, err
	}
	if _, out.Faults, err = s.Records(); err == nil {
		out.Latest, err = s.Latest()
	}
	return out, err
}

// keysOf returns the keys of the tasks of a run by name; "" for one that failed.
func (s *Store) keysOf(r *Record) (map[string]string, error) {
	rows, err := rowsOf[taskRow](s, r, tasksFile)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range rows {
		out[r.Task] = ""
		if r.Key != nil {
			out[r.Task] = *r.Key
		}
	}
	return out, nil
}
