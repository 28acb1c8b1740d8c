package access

import "gonum.org/v1/gonum/blas/blas64"

// ThreeStepLosses computes the loss of every facility for ThreeStep with the
// kernel's decay; Beyond and Minutes are as in TwoStepLosses. Without a
// facility, the people who reach it are divided among the others, whose ratios
// change. All losses are computed from the facilities that each cell reaches:
// with F_i = Σ_l f_il, and k closed,
//
//	D_j(k) = D_j + Σ_i P_i f_ij² (1/(F_i − f_ik) − 1/F_i),   R_j(k) = S_j ÷ D_j(k)
//	A_i(k) = Σ_{j≠k} f_ij² R_j(k) ÷ (F_i − f_ik)
//
// so the work grows with the number of pairs of facilities that cells reach.
func (k *Kernel) ThreeStepLosses(people, supply []float64, threshold float64) []Loss {
	m := k.Facilities()
	reach, access, each, ratio := make([]float64, k.cells), make([]float64, k.cells), make([]float64, k.cells),
		make([]float64, m)
	k.Spread(ones(m), reach)
	r := k.reachOf(people)
	rows := k.rowsReached(r)
	over(people, reach, each)
	k.GatherSquared(each, ratio)
	ratios := k.ratiosWithout(people, supply, reach, ratio, rows)
	over(supply, ratio, ratio)
	k.SpreadSquared(ratio, access)
	over(access, reach, access)

	after := make([]float64, m*k.cells) // [closed*cells+cell]
	k.run((k.cells+block-1)/block, func(task int) {
		all := make([]float64, m)
		for i := task * block; i < min((task+1)*block, k.cells); i++ {
			k.accessWithout(rows.of(i), reach[i], ratios, all)
			for c, v := range all {
				after[c*k.cells+i] = v
			}
		}
	})
	low := newLow(access, people)
	out := make([]Loss, m)
	k.eachFacility(low, func(c int, d *scratch) {
		values := after[c*k.cells : (c+1)*k.cells]
		out[c] = lossOf(access, values, people, threshold)
		out[c].Users, out[c].LoseAll = r.users[c], r.lose[c]
		out[c].WorstTenth = changeOf(low.mean, low.worst(values, d))
	})
	return out
}

// reached is one facility that a cell reaches.
type reached struct {
	at        int32
	f, square float64
}

// reachedRows holds the facilities that each cell reaches, in order of cells.
type reachedRows struct {
	all   []reached
	first []int32
}

func (r *reachedRows) of(cell int) []reached { return r.all[r.first[cell]:r.first[cell+1]] }

func (k *Kernel) rowsReached(r *reach) *reachedRows {
	rows := &reachedRows{first: make([]int32, k.cells+1)}
	for i, n := range r.counts {
		rows.first[i+1] = rows.first[i] + n
	}
	rows.all = make([]reached, rows.first[k.cells])
	next := append([]int32(nil), rows.first[:k.cells]...)
	for j, cells := range r.cells {
		for _, i := range cells {
			f := k.once[k.columns[j][i]]
			rows.all[next[i]] = reached{int32(j), f, f * f}
			next[i]++
		}
	}
	return rows
}

// ratiosWithout returns R_j(k) flat, [j*facilities+k]; 0 for k itself. demand
// is D_j.
func (k *Kernel) ratiosWithout(people, supply, reach, demand []float64, rows *reachedRows) []float64 {
	m := k.Facilities()
	moved := make([]float64, m*m) // [k*m+j]
	for i, p := range people {
		row := rows.of(i)
		if p == 0 || len(row) < 2 {
			continue
		}
		for _, c := range row {
			g := p * (1/(reach[i]-c.f) - 1/reach[i])
			into := moved[int(c.at)*m : int(c.at)*m+m]
			for _, x := range row {
				into[x.at] += g * x.square
			}
		}
	}
	out := make([]float64, m*m)
	for c := range m {
		for j, s := range supply {
			if d := demand[j] + moved[c*m+j]; j != c && d > 0 {
				out[j*m+c] = s / d
			}
		}
	}
	// Cells that reach only one facility have no demand elsewhere when it
	// closes and add to no other facility; their own facility has 0 in its
	// column anyway.
	return out
}

// accessWithout computes the accessibility of one cell with every facility
// closed in turn.
func (k *Kernel) accessWithout(row []reached, reach float64, ratios, all []float64) {
	m := len(all)
	clear(all)
	for _, x := range row {
		blas64.Axpy(x.square, blas64.Vector{N: m, Data: ratios[int(x.at)*m : int(x.at)*m+m], Inc: 1},
			blas64.Vector{N: m, Data: all, Inc: 1})
	}
	if reach > 0 {
		blas64.Scal(1/reach, blas64.Vector{N: m, Data: all, Inc: 1})
	}
	for _, x := range row {
		if len(row) == 1 {
			all[x.at] = 0
			continue
		}
		all[x.at] *= reach / (reach - x.f)
	}
}
