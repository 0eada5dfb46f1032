package parallel_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"gongshi/generator/parallel"
)

func TestEachNumberIsGivenOnce(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		given := make([]atomic.Int64, n)
		err := parallel.Each(n, func() func(int) error {
			return func(i int) error { given[i].Add(1); return nil }
		})
		if err != nil {
			t.Error(err)
		}
		for i := range given {
			if times := given[i].Load(); times != 1 {
				t.Errorf("%d of %d was given %d times", i, n, times)
			}
		}
	}
}

func TestErrorIsGiven(t *testing.T) {
	wrong := errors.New("wrong")
	err := parallel.Each(100, func() func(int) error {
		return func(i int) error {
			if i == 50 {
				return wrong
			}
			return nil
		}
	})
	if !errors.Is(err, wrong) {
		t.Error(err)
	}
}

func TestPanicGoesOnInTheCaller(t *testing.T) {
	defer func() {
		if crash := fmt.Sprint(recover()); !strings.HasPrefix(crash, "fifty\n") {
			t.Error(crash)
		}
	}()
	_ = parallel.Each(100, func() func(int) error {
		return func(i int) error {
			if i == 50 {
				panic("fifty")
			}
			return nil
		}
	})
	t.Error("it came back")
}
