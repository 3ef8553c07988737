// Checks the types of a generated project from its source alone, and lists its names:
//
//	check FOLDER MODULE          what is wrong, one a line
//	check FOLDER MODULE names    every name that isn't a member of something
//	check FOLDER MODULE packages the names that something has where a domain's package is used
//
// Names with the letters `qx` are those of the specification, which are left out. Modules of others are not looked at.
package main

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 {
		log.Fatal("usage: check FOLDER MODULE [names|packages]")
	}
	c := newChecker(os.Args[1], os.Args[2])
	if err := c.walk(); err != nil {
		log.Fatal(err)
	}
	found := c.wrong
	switch {
	case len(os.Args) == 3:
	case os.Args[3] == "names":
		found = c.names
	case os.Args[3] == "packages":
		found = c.packages
	}
	for _, line := range slices.Sorted(maps.Keys(found)) {
		fmt.Println(line)
	}
}

type checker struct {
	root, module string
	files        *token.FileSet
	standard     types.Importer
	imported     map[string]*types.Package

	wrong, names, packages map[string]bool
}

func newChecker(root, module string) *checker {
	files := token.NewFileSet()
	return &checker{
		root: root, module: module, files: files, standard: importer.ForCompiler(files, "source", nil),
		imported: make(map[string]*types.Package),
		wrong:    make(map[string]bool), names: make(map[string]bool), packages: make(map[string]bool),
	}
}

// walk checks every package of the services, with and without its tests.
func (c *checker) walk() error {
	return filepath.WalkDir(filepath.Join(c.root, "services"), func(folder string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		files, err := c.parse(folder)
		if err != nil || len(files) == 0 {
			return err
		}
		rest, err := filepath.Rel(c.root, folder)
		if err != nil {
			return err
		}
		path := c.module + "/" + filepath.ToSlash(rest)
		for _, outside := range []bool{false, true} {
			own := slices.DeleteFunc(slices.Clone(files), func(f *ast.File) bool { return strings.HasSuffix(f.Name.Name, "_test") != outside })
			if len(own) > 0 {
				c.check(path, own, true)
			}
		}
		return nil
	})
}

func (c *checker) parse(folder string) ([]*ast.File, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(c.files, name, nil, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// Import returns a package for others that need it, which is without its tests.
func (c *checker) Import(path string) (*types.Package, error) {
	if known, ok := c.imported[path]; ok {
		return known, nil
	}
	rest, ok := strings.CutPrefix(path, c.module+"/")
	if !ok {
		if strings.Contains(path, ".") {
			return nil, errOfOthers
		}
		return c.standard.Import(path)
	}
	files, err := c.parse(filepath.Join(c.root, rest))
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f *ast.File) bool {
		return strings.HasSuffix(c.files.Position(f.Package).Filename, "_test.go")
	})
	c.imported[path] = c.check(path, files, false)
	return c.imported[path], nil
}

type ofOthers struct{}

var errOfOthers = ofOthers{}

func (ofOthers) Error() string { return "a module of others" }

// check checks one package. What is asked for are the names and errors of some packages, others are only needed by these.
func (c *checker) check(path string, files []*ast.File, asked bool) *types.Package {
	info := &types.Info{Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object), Scopes: make(map[ast.Node]*types.Scope)}
	config := types.Config{Importer: c, Error: func(err error) {
		text := strings.TrimPrefix(err.Error(), c.root+"/")
		if asked && !strings.Contains(text, errOfOthers.Error()) && !followsFromOthers(text) {
			c.wrong[text] = true
		}
	}}
	checked, _ := config.Check(path, c.files, files, info) // errors are in c.wrong
	if asked {
		c.list(checked, info)
	}
	return checked
}

// followsFromOthers reports whether an error is there because a type of another module isn't known.
func followsFromOthers(text string) bool {
	return strings.Contains(text, "missing type in composite literal")
}

func (c *checker) list(checked *types.Package, info *types.Info) {
	for _, objects := range []map[*ast.Ident]types.Object{info.Defs, info.Uses} {
		for name, object := range objects {
			if object == nil || isMember(object) {
				continue
			}
			add(c.names, name.Name)
		}
	}
	for name, object := range info.Uses {
		used, ok := object.(*types.PkgName)
		if !ok || !strings.Contains(used.Name(), "qx") || strings.HasSuffix(used.Name(), "test") {
			continue
		}
		for scope := checked.Scope().Innermost(name.Pos()); scope != nil; scope = scope.Parent() {
			for _, other := range scope.Names() {
				add(c.packages, other)
			}
		}
	}
}

// isMember reports whether something has its name behind a dot only.
func isMember(object types.Object) bool {
	switch object := object.(type) {
	case *types.Var:
		return object.IsField()
	case *types.Func:
		return object.Signature().Recv() != nil
	}
	return false
}

func add(names map[string]bool, name string) {
	lower := strings.ToLower(name)
	if name != "_" && !strings.Contains(lower, "qx") && !ast.IsExported(name) {
		names[name] = true
	}
}
